import { createEmulator, type Emulator, seedPassword } from '@wachter/emulator'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { everyRoute, type Route } from './every-route'
import { createVisitor, startOfTime } from './visitor'

const routes = everyRoute()
const huge = 'x'.repeat(200_000)
const deep = '['.repeat(50_000) + ']'.repeat(50_000)
const names = [
  'strategy',
  'email',
  'password',
  'token',
  'code',
  'codes',
  'name',
  'ms',
  'roles',
  'user',
  'state',
  'path',
  'description',
  'image',
  'enforce_mfa',
  'whitelisted_ips',
  'permissions',
  'auto_assigned_workspace_id',
  'organization_id',
  'role_id',
  'domain',
  'protocol',
  'attribute_mapping',
]

/** One value of the wrong kind in every field a route may read. */
const everywhere = (value: unknown) => JSON.stringify(Object.fromEntries(names.map((name) => [name, value])))

const bodies: [what: string, type: string | undefined, body: BodyInit | undefined][] = [
  ['no body', undefined, undefined],
  ['half a JSON text', 'application/json', '{"a":'],
  ['no JSON at all', 'application/json', 'strategy=plain_email'],
  ['JSON null', 'application/json', 'null'],
  ['a JSON list', 'application/json', '[1,2]'],
  ['a JSON number', 'application/json', '1e999'],
  ['deep JSON', 'application/json', deep],
  ['deep JSON in a field', 'application/json', `{"payload":${deep},"publicMetadata":{"a":${deep}}}`],
  ['a prototype', 'application/json', '{"__proto__":{"polluted":1},"ui_settings":{"__proto__":{"polluted":1}}}'],
  ['a constructor', 'application/json', '{"ui_settings":{"constructor":{"prototype":{"polluted":1}}}}'],
  ['null fields', 'application/json', everywhere(null)],
  ['number fields', 'application/json', everywhere(1e300)],
  ['negative fields', 'application/json', everywhere(-1e300)],
  ['list fields', 'application/json', everywhere([null, {}, []])],
  ['object fields', 'application/json', everywhere({ toString: 1, valueOf: 1, length: -1 })],
  ['lists of objects', 'application/json', everywhere([{ toString: 1 }, { toString: 1 }])],
  ['half a character', 'application/json', everywhere('a@\ud800.example')],
  ['huge fields', 'application/json', everywhere(huge)],
  ['repeated fields', 'application/x-www-form-urlencoded', names.map((name) => `${name}=1&${name}=2`).join('&')],
  [
    'bad percent-encoding',
    'application/x-www-form-urlencoded',
    names.map((name) => `${name}=%&${name}%E0%A4%A=%ZZ`).join('&'),
  ],
  [
    'a prototype in a form',
    'application/x-www-form-urlencoded',
    '__proto__=1&__proto__[polluted]=1&constructor.prototype.polluted=1',
  ],
  ['multipart without a boundary', 'multipart/form-data', 'strategy=x'],
  [
    'broken multipart',
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n',
  ],
  ['binary', 'application/octet-stream', new Uint8Array([0, 255, 254, 0, 128])],
  ['binary JSON', 'application/json', new Uint8Array([123, 255, 254, 0, 125])],
  ['an unknown type', 'x', 'x'],
]

const queries: [what: string, query: string][] = [
  ['bad percent-encoding', '?%=%&attempt_identifier=%E0%A4%A&identifier_type=%ff&provider=%&ticket=%&token=%'],
  [
    'a prototype',
    '?__proto__=1&constructor=1&provider=__proto__&template=constructor&strategy=__proto__&ticket=__proto__',
  ],
  ['repeated fields', '?sign_in_id=1&sign_in_id=2&token=1&token=2&state=1&state=2&provider=a&provider=b'],
  [
    'huge fields',
    `?redirect_uri=https://a.example/${huge}&provider=google_oauth&state=${huge}&token=${huge}&code=${huge}`,
  ],
  [
    'addresses that are none',
    '?redirect_uri=http://[&connection_id=1&attempt_id=1&identifier=@&type=email&provider=google_oauth',
  ],
  ['dots and signs', '?state=....&code=..&attempt=..&token=..&template=..&error=%0d%0a&error_description=%00'],
]

const parameters = ['%', '%E0%A4%A', '__proto__', 'constructor', '%00', '..%2f..', 'ada', huge.slice(0, 9_000)]

/** What the server itself answers 500, as the protocol says (§2.4 and §3.3): the emulator does the same. */
function isServerFault({ method, path }: Route, what: string, signedOut: boolean): boolean {
  if (method === 'GET' && path === '/auth/identifier-availability') return what.startsWith('query')
  const assumesSignin = (method === 'POST' && path === '/me') || path.startsWith('/notifications')
  // A cookie comes before the session in the URL.
  return assumesSignin && (signedOut || what === 'header: Cookie')
}

beforeEach(() => void vi.spyOn(console, 'error'))
afterEach(() => void vi.restoreAllMocks())

describe.each(routes.map(({ method, path }) => ({ method, path })))('$method $path', (route) => {
  test('answers hostile input with a refusal, and is well afterwards', async () => {
    const emulator = createEmulator({ clock: { now: () => startOfTime } })
    const visitor = createVisitor(emulator)
    await visitor.signIn('ada@example.com')
    const acme = emulator.world.organization('Acme').id
    const engineering = emulator.world.workspace('Engineering').id
    for (const session of ['', visitor.devSession()]) {
      const signedOut = session === ''
      for (const [what, request] of requests(route, session, emulator, { acme, engineering })) {
        const response = await emulator.handle(request)
        const text = await response.text()
        const isRefused = response.status < 500 || isServerFault(route, what, signedOut)
        expect(isRefused, `${what} (${signedOut ? 'signed out' : 'signed in'}): ${text}`).toBe(true)
      }
    }
    expect(Object.keys(Object.prototype)).toEqual([])
    expect({}).not.toHaveProperty('polluted')
    expect(console.error).not.toHaveBeenCalled()
    await expectWell(emulator)
  })
})

interface Places {
  acme: string
  engineering: string
}

function* requests(route: Route, session: string, { baseUrl }: Emulator, places: Places): Generator<[string, Request]> {
  const create = (path: string, query: string, init: RequestInit = {}) => {
    const separator = query === '' ? '?' : '&'
    return new Request(`${baseUrl}${path}${query}${separator}__dev_session__=${session}`, {
      method: route.method,
      ...init,
    })
  }
  const plain = filled(inAcme(route.path, places), 'ada')
  for (const [what, query] of queries) yield [`query: ${what}`, create(plain, query)]
  for (const value of route.path.includes(':') ? parameters : []) {
    yield [`parameter: ${value.slice(0, 20)}`, create(filled(route.path, value), '')]
  }
  for (const [name, value] of Object.entries(hostileHeaders)) {
    yield [`header: ${name}`, create(plain, '', { headers: { [name]: value } })]
  }
  if (route.method === 'GET') return
  for (const [what, type, body] of bodies) {
    const headers = type === undefined ? undefined : { headers: { 'Content-Type': type } }
    yield [`body: ${what}`, create(plain, '?challenge_token=x', { ...headers, ...(body !== undefined && { body }) })]
  }
}

const hostileHeaders = {
  Cookie: '__session=%; __proto__=1; __session=%E0%A4%A; =; ;;;',
  'X-Wacht-Forwarded-For': '__proto__, 999.999.999.999, ::::',
  'User-Agent': 'x'.repeat(10_000),
  Origin: 'http://[',
  Accept: 'text/html;q=',
}

/** Past the guards of organizations and workspaces, which would refuse everything. */
function inAcme(path: string, { acme, engineering }: Places): string {
  return path
    .replace('/organizations/:id', `/organizations/${acme}`)
    .replace('/workspaces/:id', `/workspaces/${engineering}`)
}

function filled(path: string, value: string): string {
  return path.replace(/:\w+/g, value)
}

/** A reset brings back whatever a route was right to change; what it stored meanwhile must not break what reads it. */
async function expectWell(emulator: Emulator): Promise<void> {
  const { world } = emulator
  const control = await emulator.fetch(`${emulator.baseUrl}/__emulator/state`)
  expect(control.status).toBe(200)
  world.faults.clear()
  const visitor = createVisitor(emulator)
  for (const path of ['/deployment', '/session', '/.well-known/meta'])
    expect((await visitor.get(path)).status).toBe(200)
  world.reset()
  expect((await visitor.signIn('ada@example.com', seedPassword)).status).toBe(200)
  expect((await visitor.session()).active_signin.user.username).toBe('ada')
}
