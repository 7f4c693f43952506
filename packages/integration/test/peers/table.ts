import { type Client, createClient, type OpenChannel } from '@wachter/core'
import { createEmulator, type Emulator } from '@wachter/emulator'
import { fakePage } from '@wachter/testing/fake-page'
import { memoryStore } from '@wachter/testing/stores'
import { decodeJwt } from 'jose'
import { describe, expect, onTestFinished, test } from 'vitest'
import { signIn, signInOf, until } from '../stage.js'

/**
 * The question on which peers stumble: a token for one identity is in flight, then the identity changes. What does the
 * call that waits get, and what does the next one?
 */
interface Change {
  readonly name: string
  /** Whether the identity outlives the change. */
  readonly isSame?: true
  readonly make: (client: Client, id: (name: string) => string) => Promise<void>
  /** Whose tokens there are from then on, by name; nobody's after a sign-out. */
  readonly after:
    | { readonly who: 'ada' | 'grace'; readonly organization?: string; readonly workspace?: string }
    | 'nobody'
}

/** Before each of them grace is active, in Acme, and ada is signed in beside her. */
const changes: readonly Change[] = [
  {
    name: 'switching to another account',
    make: (client) => client.switchSignIn(signInOf(client, 'ada')),
    after: { who: 'ada' },
  },
  {
    name: 'switching to another organization',
    make: (client, id) => client.switchOrganization(id('Globex')),
    after: { who: 'grace', organization: 'Globex' },
  },
  {
    name: 'leaving the organization',
    make: (client) => client.switchOrganization(),
    after: { who: 'grace' },
  },
  {
    name: 'switching to a workspace',
    make: (client, id) => client.switchWorkspace(id('Engineering')),
    after: { who: 'grace', organization: 'Acme', workspace: 'Engineering' },
  },
  {
    name: 'signing out this account',
    make: (client) => client.signOut(signInOf(client, 'grace')),
    after: 'nobody',
  },
  {
    name: 'signing out the other account',
    make: (client) => client.signOut(signInOf(client, 'ada')),
    after: { who: 'grace', organization: 'Acme' },
    isSame: true,
  },
  { name: 'signing out every account', make: (client) => client.signOut(), after: 'nobody' },
]

/** Which half of the way the token is on when the change is made, and whether it arrives before the change ends. */
const flights = (['request', 'answer'] as const).flatMap((half) =>
  (['while', 'after'] as const).map((arrives) => ({ half, arrives })),
)

/** Where the table is played: in virtual time, or in a page. */
export interface Place {
  /** Before each cell. */
  readonly begin: () => void
  /** Lets happen what is due. */
  readonly settle: () => Promise<void>
  /** The line between the two tabs. */
  readonly lines: () => OpenChannel
}

/** Every cell of the table as a test. */
export const playTable = ({ begin, settle, lines }: Place): void =>
  describe.each(['the same tab', 'another tab'] as const)('changed in %s', (place) => {
    describe.each(changes)('$name', ({ make, after, isSame }) => {
      test.each(flights)('its $half under way, arriving $arrives the change', async ({ half, arrives }) => {
        begin()
        const { first, other, emulator, id, holdToken } = await setUp(settle, lines())
        const expected =
          after === 'nobody'
            ? 'signed-out'
            : {
                sub: emulator.world.user(after.who).id,
                organization: after.organization && id(after.organization),
                workspace: after.workspace && id(after.workspace),
              }
        const release = holdToken(half)
        const pending = outcomeOf(first)
        // Its request leaves a few microtasks later; a change that begins before would hold it back.
        await settle()
        const answerOfChange = emulator.world.faults.add({ method: 'POST', hold: true, once: true })
        const changing = make(place === 'the same tab' ? first : other, id)
        await answerOfChange.held()
        // What one tab says takes a moment to reach the other.
        await settle()
        if (arrives === 'while') release()
        await settle()
        answerOfChange.release()
        await changing
        await settle()

        const next = outcomeOf(first)
        // The next call does not wait for what was asked for the identity before it; for the same one it may.
        if (!isSame) expect(await next).toEqual(expected)
        release()
        expect(await pending).toEqual(expected)
        expect(await next).toEqual(expected)
        expect(await outcomeOf(first)).toEqual(expected)
        expect(first.$state.get().status).toBe(after === 'nobody' ? 'signed-out' : 'signed-in')
      })
    })
  })

/** One browser with two tabs, in the first of which a token can be kept on its way. */
async function setUp(settle: Place['settle'], openChannel: OpenChannel) {
  const emulator = createEmulator()
  const shared = { storage: memoryStore(), cookies: memoryStore(), openChannel }
  const gates: { readonly half: 'request' | 'answer'; readonly open: Promise<void> }[] = []

  const fetchThroughGate = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init)
    const gate = new URL(request.url).pathname === '/session/token' ? gates.shift() : undefined
    if (gate?.half === 'request') await gate.open
    const answer = await emulator.fetch(request)
    if (gate?.half === 'answer') await gate.open
    return answer
  }
  const open = async () => {
    const client = createClient({
      publishableKey: emulator.publishableKey,
      revalidateIntervalMs: 0,
      page: fakePage(),
      fetch: fetchThroughGate,
      ...shared,
    })
    onTestFinished(client.start())
    await until(client.$state, ({ status }) => status !== 'loading')
    return client
  }

  const id = idsOf(emulator)
  const first = await open()
  await signIn(first, 'ada')
  await signIn(first, 'grace')
  await first.switchOrganization(id('Acme'))
  const other = await open()
  await settle()
  return {
    first,
    other,
    emulator,
    id,
    holdToken(half: 'request' | 'answer') {
      let release = () => {}
      gates.push({
        half,
        open: new Promise((resolve) => {
          release = resolve
        }),
      })
      return release
    },
  }
}

const idsOf =
  ({ world }: Emulator) =>
  (name: string): string =>
    (name === 'Engineering' ? world.workspace(name) : world.organization(name)).id

/** What one call gives: who and where its token is for, or the code of its error. */
const outcomeOf = (client: Client): Promise<unknown> =>
  client.getToken().then(
    (token) => {
      const { sub, organization, workspace } = decodeJwt(token)
      return { sub, organization, workspace }
    },
    ({ code }: { code: string }) => code,
  )
