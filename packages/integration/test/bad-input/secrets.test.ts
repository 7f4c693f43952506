import { inspect } from 'node:util'
import { type Client, isSessionError, type SessionError } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import type { Fault, FaultRule } from '@wachter/emulator'
import { fakePage } from '@wachter/testing/fake-page'
import { freezeTime, passUntil } from '@wachter/testing/frozen-time'
import { memoryStore } from '@wachter/testing/stores'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type Stage, setUpStage, signIn } from '../stage.js'
import { freshBrowser } from '../surroundings.js'
import { inProcessTransport } from '../transports.js'

const anything = { '~standard': { validate: (value: unknown) => ({ value }) } }
const password = 'not-for-anybodys-eyes'
const ticket = 'ticket_not_for_anybodys_eyes'

/** Everything that can be asked, and so can fail. */
const questions: readonly ((client: Client) => Promise<unknown>)[] = [
  (client) => client.refetch(),
  (client) => client.getToken({ forceRefresh: true }),
  (client) => client.getToken('nonsense'),
  (client) => client.request({ path: 'me', schema: anything }),
  (client) => client.mutate({ method: 'post', path: 'me', form: { password }, schema: anything }),
  (client) => client.switchSignIn('7'),
  (client) => client.switchOrganization('7'),
  (client) => client.switchWorkspace('7'),
  (client) => client.exchangeTicket(ticket),
  (client) => client.signOut('7'),
  (client) => signInWithPassword(client, { email: 'ada@example.com', password }),
]

/** The ways to fail, as faults of the server. */
const faults: readonly { name: string; rule: FaultRule | undefined }[] = [
  { name: 'refuses', rule: undefined },
  { name: 'is gone', rule: { drop: true } },
  { name: 'hangs up', rule: { dropResponse: true } },
  { name: 'fails', rule: { status: 500 } },
  { name: 'is overloaded', rule: { status: 503 } },
  { name: 'wants to be left alone', rule: { status: 429 } },
  { name: 'says that nobody is signed in', rule: { status: 401, message: 'No active sign in' } },
  { name: 'speaks in pages', rule: { body: '<html>' } },
  { name: 'says nothing', rule: { body: '' } },
  { name: 'says the wrong thing', rule: { body: { data: { id: 7, signins: [{}] } } } },
  { name: 'never answers', rule: { hold: true } },
]

describe.each(faults)('a server that $name', ({ rule }) => {
  test('teaches no error a secret', async () => {
    const { client, stage, secrets, printed } = await setUp()
    freezeTime(Date.now())
    const fault: Fault | undefined = rule && stage.world.faults.add(rule)
    const errors: SessionError[] = []
    for (const ask of questions) {
      const asking = ask(client).then(
        () => undefined,
        (error: SessionError) => void errors.push(error),
      )
      await passUntil(asking, 60_000)
    }
    fault?.remove()
    expect(errors.length).toBeGreaterThanOrEqual(5)
    const state = client.$state.get()
    const told = [...errors, ...(state.error ? [state.error] : [])]
    expect(told.every(isSessionError)).toBe(true)
    expect(told.flatMap((error) => leaks(error, secrets()))).toEqual([])
    expect(leaks({ ...client.dehydrate(), state }, secrets())).toEqual([])
    expect(printed()).toEqual([])
  })
})

test('a token that cannot be read is not quoted', async () => {
  const { client, stage } = await setUp()
  const token = 'eyJhbGciOiJFUzI1NiJ9.not-for-anybodys-eyes.AAAA'
  const body = { status: 200, message: '', data: { token, expires: 1 }, session: null, errors: null }
  stage.world.faults.add({ path: '/session/token', body })
  const error = await client.getToken({ forceRefresh: true }).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'invalid-response' })
  expect(leaks(error, [token, 'not-for-anybodys-eyes'])).toEqual([])
})

test('a key that cannot be read is not quoted', async () => {
  const { parsePublishableKey } = await import('@wachter/core')
  try {
    parsePublishableKey('sk_live_not-for-anybodys-eyes')
  } catch (error) {
    expect(leaks(error, ['not-for-anybodys-eyes'])).toEqual([])
  }
  expect.assertions(1)
})

test('a dev session in the address of the page is taken at once and stripped', async () => {
  const { stage, secrets } = await setUp()
  const [devSession = ''] = secrets()
  const page = fakePage(`https://app.example.com/in?a=1&__dev_session__=${devSession}&b=2#here`)
  const client = await stage.open({ page })
  expect(page.url()).toBe('https://app.example.com/in?a=1&b=2#here')
  expect(client.$user.get()?.username).toBe('ada')
})

test('an auth token is never stored', async () => {
  const { storage, cookies, token } = await setUp()
  expect(storage.written()).not.toContain(token)
  expect(cookies.written()).not.toContain(token)
})

async function setUp() {
  const stage: Stage = await setUpStage(inProcessTransport)
  onTestFinished(stage.close)
  const output = spyOnConsole()
  const storage = createWatchedStore()
  const cookies = createWatchedStore()
  const devSessions = new Set<string>()
  // A `fetch` that names the address in its errors, as several do.
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const sent = new URL(request.url).searchParams.get('__dev_session__')
    if (sent) devSessions.add(sent)
    try {
      return await stage.emulator.fetch(request)
    } catch (cause) {
      throw new TypeError(`request to ${request.url} failed`, { cause })
    }
  }
  const client = await stage.open({ ...freshBrowser(), storage, cookies, fetch })
  await signIn(client, 'ada')
  const token = await client.getToken()
  const secrets = () => [...devSessions, token, ticket, password]
  return { stage, client, storage, cookies, token, secrets, printed: output }
}

/** Which secrets can be read off something: printed, serialized, or anywhere in it down to the last cause. */
function leaks(value: unknown, secrets: readonly string[]): string[] {
  const faces: Record<string, string> = {
    text: String(value),
    json: JSON.stringify(value) ?? '',
    stack: value instanceof Error ? String(value.stack) : '',
    inspected: inspect(value, { depth: null, showHidden: true }),
  }
  return Object.entries(faces).flatMap(([face, text]) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${face} holds ${secret.slice(0, 12)}…`),
  )
}

function createWatchedStore() {
  const store = memoryStore()
  const written: string[] = []
  return {
    ...store,
    set(key: string, value: string) {
      written.push(key, value)
      store.set(key, value)
    },
    written: () => written.join('\n'),
  }
}

function spyOnConsole(): () => unknown[] {
  const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation(() => undefined),
  )
  onTestFinished(() => {
    for (const spy of spies) spy.mockRestore()
  })
  return () => spies.flatMap((spy) => spy.mock.calls)
}
