import { session as sessionSchema } from '@wachter/core/wire'
import fc from 'fast-check'
import { fullDeployment } from '../fixtures/deployment.js'
import { organizationMemberships, workspaceMemberships } from '../fixtures/membership.js'
import { signedInSession } from '../fixtures/session.js'
import { type Edit, edited, edits, hostileValue, toJson } from './hostile.js'

export const devSession = 'dev-session-not-for-anybodys-eyes'

type Body =
  | { readonly kind: 'edited'; readonly edits: readonly Edit[] }
  | { readonly kind: 'forged'; readonly edits: readonly Edit[] }
  | { readonly kind: 'envelope'; readonly data: unknown; readonly errors: unknown; readonly message: unknown }
  | { readonly kind: 'cut'; readonly share: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'torn' }
  | { readonly kind: 'endless' }

/** What a server does instead of answering well. */
export type Misdeed =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: Record<string, string>; readonly body: Body }
  | { readonly kind: 'silence' }
  | { readonly kind: 'failure'; readonly failure: 'plain' | 'telling' | 'text' | 'nothing' | 'object' }
  | { readonly kind: 'nonsense'; readonly value: unknown }

const headers = fc
  .record(
    {
      'Retry-After': fc.constantFrom(...retryAfters()),
      'X-Development-Session': fc.constantFrom('', ' ', 'null', '🦊', 'a b;c=d&e?f#g%', '../..', '7'.repeat(9_000)),
      'Content-Type': fc.constantFrom('text/html', 'application/json; charset=utf-7', 'x', ''),
      'Content-Length': fc.constantFrom('0', '-1', '99999999999'),
    },
    { requiredKeys: [] },
  )
  .map((values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, encodeURI(value)])))

function retryAfters(): string[] {
  return [
    '',
    'soon',
    'NaN',
    'Infinity',
    '1e400',
    '1e9',
    '0',
    '-0',
    '-5',
    '30',
    '0x10',
    'Wed, 21 Oct 2026 07:28:00 GMT',
    '  ',
  ]
}

const body: fc.Arbitrary<Body> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('edited' as const), edits }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('forged' as const), edits }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('envelope' as const),
      data: hostileValue,
      errors: fc.oneof(hostileValue, fc.array(fc.record({ code: hostileValue, message: hostileValue }))),
      message: hostileValue,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('cut' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('text' as const),
      text: fc.oneof(
        fc.constantFrom(
          '',
          ' ',
          '<!doctype html><title>Airport</title>',
          'null',
          '[]',
          '{}',
          '{"data":',
          'NaN',
          '\ufeff{}',
        ),
        fc.constantFrom('['.repeat(20_000), `${'['.repeat(5_000)}${']'.repeat(5_000)}`, '{"__proto__":{"polluted":1}}'),
        fc.string(),
        hostileValue.map(toJson),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'torn' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'endless' as const }) },
)

export const misdeed: fc.Arbitrary<Misdeed> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      status: fc.oneof(
        { weight: 5, arbitrary: fc.constant(200) },
        {
          weight: 5,
          arbitrary: fc.constantFrom(201, 204, 205, 301, 304, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503),
        },
        { weight: 1, arbitrary: fc.integer({ min: 200, max: 599 }) },
      ),
      headers,
      body,
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'silence' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('failure' as const),
      failure: fc.constantFrom('plain', 'telling', 'text', 'nothing', 'object'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('nonsense' as const), value: hostileValue }) },
)

export interface FuzzedServer {
  readonly fetch: typeof fetch
  /** What it does to the requests to come, one after the other; then it is good again, or goes on with the last. */
  misbehave(misdeeds: readonly Misdeed[], lasting?: boolean): void
  requests(): number
  /** Whether it said something, good or not, that reads as a session other than the good one. */
  saidAnotherSession(): boolean
  /** The one minted last. */
  lastToken(): string
}

/** The good session of the fixtures, static, with misdeeds in between. */
export function createFuzzedServer(now: () => number): FuzzedServer {
  let queue: readonly Misdeed[] = []
  let lasts = false
  let requests = 0
  let otherSessions = 0
  let mints = 0
  let lastToken = ''

  const claims = () => ({
    iss: 'https://frontend.example.com',
    sub: signedInSession.active_signin.user_id,
    sid: signedInSession.id,
    organization: signedInSession.active_signin.active_organization_membership.organization.id,
    workspace: signedInSession.active_signin.active_workspace_membership.workspace.id,
    iat: Math.floor(now() / 1_000),
    exp: Math.floor(now() / 1_000) + 35,
    jti: `${mints++}`,
  })
  const tokenAnswer = (changes: readonly Edit[] = []) => {
    // When it was made, when it ends and that it is another one stays true.
    const { iat, exp, jti, ...others } = claims()
    lastToken = jwt({ ...(edited(others, changes) as object), iat, exp, jti })
    return { token: lastToken, expires: now() + 30_000 }
  }
  const goodData = (path: string): unknown => {
    if (path.endsWith('/session/token')) return tokenAnswer()
    if (path.endsWith('/organization-memberships')) return organizationMemberships
    if (path.endsWith('/workspace-memberships')) return workspaceMemberships
    if (path.endsWith('/deployment')) return fullDeployment
    if (path.endsWith('/exchange')) return { success: true, message: '' }
    return signedInSession
  }

  const textOf = (path: string, what: Body): string => {
    switch (what.kind) {
      case 'edited':
        return toJson(edited(envelope(goodData(path)), what.edits))
      case 'forged':
        return toJson(envelope(tokenAnswer(what.edits)))
      case 'envelope':
        return toJson({ ...envelope(what.data), errors: what.errors, message: what.message })
      case 'cut': {
        const whole = toJson(envelope(goodData(path)))
        return whole.slice(0, Math.floor(whole.length * what.share))
      }
      case 'text':
        return what.text
      default:
        return '{"data":{"id":'
    }
  }

  const answer = (path: string, { status, headers: given, body: what }: Misdeed & { kind: 'answer' }): Response => {
    const text = textOf(path, what)
    if (path.endsWith('/session') && readsAsSession(text)) otherSessions++
    const init = { status, headers: given }
    if ([204, 205, 304].includes(status)) return new Response(null, init)
    if (what.kind === 'torn') {
      const torn = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(text))
          controller.error(new TypeError(`lost ${path}?__dev_session__=${devSession}`))
        },
      })
      return new Response(torn, init)
    }
    return new Response(what.kind === 'endless' ? new ReadableStream() : text, init)
  }

  return {
    async fetch(input, init) {
      const request = new Request(input, init)
      const { pathname } = new URL(request.url)
      const [deed, ...left] = queue
      queue = left.length || !lasts ? left : queue
      requests++
      switch (deed?.kind) {
        case undefined:
          return new Response(toJson(envelope(goodData(pathname))), {
            headers: { 'X-Development-Session': devSession },
          })
        case 'answer':
          return answer(pathname, deed)
        case 'silence':
          return new Promise((_, reject) =>
            request.signal.addEventListener('abort', () => reject(request.signal.reason)),
          )
        case 'failure':
          throw {
            plain: new TypeError('Failed to fetch'),
            // As several do that are not a browser's.
            telling: new TypeError(`request to ${request.url} failed`, { cause: request }),
            text: `could not reach ${request.url}`,
            nothing: undefined,
            object: { response: undefined, url: request.url },
          }[deed.failure]
        case 'nonsense':
          return deed.value as Response
      }
    },
    misbehave(misdeeds, lasting = false) {
      queue = misdeeds
      lasts = lasting
    },
    requests: () => requests,
    saidAnotherSession: () => otherSessions > 0,
    lastToken: () => lastToken,
  }
}

const envelope = (data: unknown) => ({ status: 200, message: '', data, session: null, errors: null })

/** Not signed by anyone. */
const jwt = (claims: unknown): string =>
  `eyJhbGciOiJFUzI1NiJ9.${Buffer.from(toJson(claims)).toString('base64url')}.AAAA`

function readsAsSession(text: string): boolean {
  try {
    const { data } = JSON.parse(text) as { data: unknown }
    const result = sessionSchema['~standard'].validate(data)
    // One that throws is tried once more, asynchronously.
    if ('then' in result) result.catch(() => undefined)
    else return !result.issues
  } catch {
    // No JSON, then.
  }
  return false
}
