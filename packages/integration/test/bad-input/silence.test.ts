import { type Client, type ClientOptions, createClient, isSessionError } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { createEmulator, seedPassword } from '@wachter/emulator'
import { freezeTime, pass, passUntil } from '@wachter/testing/frozen-time'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { shown, signIn, until } from '../stage.js'
import { freshBrowser } from '../surroundings.js'

const anything = { '~standard': { validate: (value: unknown) => ({ value }) } }
const password = seedPassword

/** Everything a client can be asked, with the codes that may come of it where nobody answers. */
const questions: readonly { name: string; ask: (client: Client) => Promise<unknown>; codes: readonly string[] }[] = [
  { name: 'refetch', ask: (client) => client.refetch(), codes: ['timed-out'] },
  { name: 'getToken', ask: (client) => client.getToken(), codes: ['timed-out'] },
  { name: 'getToken of a template', ask: (client) => client.getToken('billing'), codes: ['timed-out'] },
  { name: 'getToken anew', ask: (client) => client.getToken({ forceRefresh: true }), codes: ['timed-out'] },
  { name: 'request', ask: (client) => client.request({ path: 'me', schema: anything }), codes: ['timed-out'] },
  {
    name: 'mutate',
    ask: (client) => client.mutate({ method: 'post', path: 'me', schema: anything }),
    codes: ['unconfirmed'],
  },
  { name: 'switchSignIn', ask: (client) => client.switchSignIn('7'), codes: ['unconfirmed'] },
  { name: 'switchOrganization', ask: (client) => client.switchOrganization('7'), codes: ['unconfirmed', 'timed-out'] },
  {
    name: 'switchOrganization to none',
    ask: (client) => client.switchOrganization(),
    codes: ['unconfirmed', 'timed-out'],
  },
  { name: 'switchWorkspace', ask: (client) => client.switchWorkspace('7'), codes: ['unconfirmed', 'timed-out'] },
  { name: 'exchangeTicket', ask: (client) => client.exchangeTicket('ticket'), codes: ['unconfirmed'] },
  { name: 'signOut', ask: (client) => client.signOut(), codes: ['sign-out-unconfirmed'] },
  { name: 'signOut of one', ask: (client) => client.signOut('7'), codes: ['sign-out-unconfirmed'] },
  {
    name: 'signing in',
    ask: (client) => signInWithPassword(client, { email: 'ada@example.com', password }),
    codes: ['unconfirmed', 'timed-out'],
  },
]

const never = () => new Promise<never>(() => {})

/** Servers that never come to an end, each in its way. */
const silences: readonly { name: string; fetch: typeof fetch }[] = [
  { name: 'never answers and ignores the abort', fetch: never },
  {
    name: 'never answers until it is aborted',
    fetch: (_input, init) =>
      new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))),
  },
  { name: 'answers without ever ending', fetch: async () => new Response(new ReadableStream({})) },
]

/** Three requests in a row, each of which may take its ten seconds. */
const boundMs = 30_000

describe.each(silences)('a server that $name', ({ fetch: silence }) => {
  test.each(questions)('lets $name fail in time at the start', async ({ ask, codes }) => {
    freezeTime(Date.now())
    const client = start({ baseUrl: 'https://frontend.example.com', mode: 'production', fetch: silence })
    const asking = ask(client)
    // Behind the first request, which has to fail first.
    await expect(passUntil(asking, boundMs + 10_000)).rejects.toSatisfy(isSessionError)
    await asking.catch(({ code }: { code: string }) => expect(codes).toContain(code))
    expect(client.$state.get()).toMatchObject({ status: 'unavailable', pending: undefined })
    expect(client.$view.get()).toMatchObject({ loading: true, session: null })
  })

  test.each(questions)('lets $name fail in time once signed in', async ({ name, ask, codes }) => {
    freezeTime(Date.now())
    const { client, fall } = await signedInClient(silence)
    fall()
    const asking = ask(client)
    await expect(passUntil(asking, boundMs)).rejects.toSatisfy(isSessionError)
    await asking.catch(({ code }: { code: string }) => expect(codes).toContain(code))
    const isSignedOut = name === 'signOut'
    expect(client.$state.get()).toMatchObject({ status: isSignedOut ? 'signed-out' : 'signed-in', pending: undefined })
  })

  test('leaves nobody waiting, however many ask at once', async () => {
    freezeTime(Date.now())
    const { client, fall } = await signedInClient(silence)
    fall()
    const settling = Promise.allSettled(questions.map(({ ask }) => ask(client)))
    const outcomes = await passUntil(settling, boundMs * questions.length)
    expect(questions.filter((_, at) => outcomes[at]?.status === 'fulfilled').map(({ name }) => name)).toEqual([])
    expect(outcomes.every((outcome) => outcome.status === 'rejected' && isSessionError(outcome.reason))).toBe(true)
    expect(client.$state.get()).toMatchObject({ status: 'signed-out', pending: undefined })
  })
})

describe('a client whose server fell silent', () => {
  test('goes on where it was when the server speaks again', async () => {
    freezeTime(Date.now())
    const { client, fall, rise, emulator } = await signedInClient(never)
    fall()
    await expect(passUntil(client.refetch(), boundMs)).rejects.toMatchObject({ code: 'timed-out' })
    expect(client.$state.get()).toMatchObject({ status: 'signed-in', stale: true, error: { code: 'timed-out' } })
    rise()
    await client.switchOrganization(emulator.world.organization('Acme').id)
    expect(shown(client)).toEqual({ status: 'signed-in', who: 'ada', organization: 'Acme', accounts: ['ada'] })
    expect(client.$state.get()).toMatchObject({ stale: false, error: undefined })
  })

  test('tells the server of a sign-out soon after it speaks again', async () => {
    freezeTime(Date.now())
    const { client, fall, rise, emulator } = await signedInClient(never)
    fall()
    await expect(passUntil(client.signOut(), boundMs)).rejects.toMatchObject({ code: 'sign-out-unconfirmed' })
    expect(shown(client)).toEqual({ status: 'signed-out', accounts: [] })
    expect(emulator.world.state().signins).toHaveLength(1)
    rise()
    await client.refetch()
    // Nothing waits for it: it is told again after a while.
    await pass(30_000)
    await vi.waitFor(() => expect(emulator.world.state().signins).toEqual([]))
    expect(shown(client)).toEqual({ status: 'signed-out', accounts: [] })
  })

  test('asks a server that stays silent ever more rarely', async () => {
    freezeTime(Date.now())
    let requests = 0
    const silence = () => {
      requests++
      return never()
    }
    start({ baseUrl: 'https://frontend.example.com', mode: 'production', fetch: silence })
    await pass(600_000)
    const early = requests
    await pass(600_000)
    expect(requests - early).toBeLessThanOrEqual(early)
    expect(early).toBeLessThan(30)
  })

  test('takes a limit of one’s own', async () => {
    freezeTime(Date.now())
    const client = start({
      baseUrl: 'https://frontend.example.com',
      mode: 'production',
      fetch: never,
      timeoutMs: 1_000,
    })
    const asking = client.refetch()
    asking.catch(() => undefined)
    await pass(999)
    expect(client.$state.get().status).toBe('loading')
    await pass(1)
    expect(client.$state.get()).toMatchObject({ status: 'unavailable', error: { code: 'timed-out' } })
    // It is answered by a request that began after the call, when that of the start had ended.
    await pass(1_000)
    await expect(asking).rejects.toMatchObject({ code: 'timed-out' })
  })
})

function start(options: ClientOptions): Client {
  const client = createClient({ ...freshBrowser(), ...options })
  onTestFinished(client.start())
  return client
}

/** Signed in, with a server that can fall silent and rise again. */
async function signedInClient(silence: typeof fetch) {
  const emulator = createEmulator()
  let silent = false
  const client = start({
    publishableKey: emulator.publishableKey,
    fetch: (input, init) => (silent ? silence(input, init) : emulator.fetch(new Request(input, init))),
  })
  // What the start asks for must not still be on its way when the server falls silent.
  await until(client.$state, ({ status }) => status === 'signed-out')
  await signIn(client, 'ada')
  return {
    client,
    emulator,
    fall: () => {
      silent = true
    },
    rise: () => {
      silent = false
    },
  }
}
