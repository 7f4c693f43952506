import { type Client, type ClientOptions, createClient } from '@wachter/core'
import { type FakePage, fakePage } from '@wachter/testing/fake-page'
import { freshBrowser } from '../surroundings.js'
import { createFuzzedServer, devSession, type FuzzedServer } from './server.js'
import { createVirtualTime, type VirtualTime } from './virtual-time.js'

export const password = 'password-not-for-anybodys-eyes'
export const ticket = 'ticket_not_for_anybodys_eyes'

/** While the sign-ins of the fixtures last. */
const startMs = Date.UTC(2026, 5, 1, 12)

/** One signed-in client before a server that can be told to misbehave. */
interface FuzzedVisit {
  readonly client: Client
  readonly server: FuzzedServer
  readonly time: VirtualTime
  readonly page: FakePage
  readonly secrets: readonly string[]
}

/** Longer than a client rests after the worst that was said to it. */
const longestRestMs = 150_000

/**
 * Plays a visit to its end. Gives what is wrong in its course, or with the client once the server is good again.
 *
 * @param mayBeOver whether it may end signed out: this server ends nothing, and is not believed after a sign-out
 */
export async function visit(
  play: (visit: FuzzedVisit) => Promise<readonly string[]>,
  options: Partial<ClientOptions> = {},
  mayBeOver = false,
): Promise<readonly string[]> {
  const time = createVirtualTime(startMs)
  const server = createFuzzedServer(time.clock.now)
  const page = fakePage()
  const client = createClient({
    baseUrl: 'https://frontend.example.com',
    mode: 'staging',
    ...freshBrowser(),
    page,
    clock: time.clock,
    fetch: server.fetch,
    ...options,
  } as ClientOptions)
  try {
    client.start()
    const token = client.getToken()
    await time.passUntil(token, 1_000)
    const pristine = shownBy(client)
    const secrets = [devSession, await token, password, ticket]
    const problems = await play({ client, server, time, page, secrets })
    server.misbehave([])
    await time.pass(longestRestMs)
    const unhealed = await problemsOf(client, server, time, pristine, mayBeOver)
    client.stop()
    await time.pass(60_000)
    return [...problems, ...unhealed, ...(time.pending() ? [`${time.pending()} timers are left`] : [])]
  } catch (error) {
    return [String(error)]
  } finally {
    client.stop()
    time.restore()
  }
}

/** What it would hand to another page, but for when that was. */
const shownBy = (client: Client): string => JSON.stringify({ ...client.dehydrate(), atMs: undefined })

/** What is wrong with a client whose server is good. */
async function problemsOf(
  client: Client,
  server: FuzzedServer,
  time: VirtualTime,
  pristine: string,
  mayBeOver: boolean,
): Promise<readonly string[]> {
  const refetching = client.refetch()
  if (!(await time.passUntil(refetching, 60_000))) return ['refetch hangs']
  const problems: string[] = []
  await refetching.catch((error: unknown) => problems.push(`refetch fails: ${String(error)}`))
  const { status, stale, pending } = client.$state.get()
  if (mayBeOver && status === 'signed-out' && !stale && !pending) return problems
  if (status !== 'signed-in' || stale || pending) problems.push(`is ${status}, stale ${stale}, pending ${pending}`)
  if (shownBy(client) !== pristine) problems.push('shows another session than the server')
  const asking = client.getToken({ forceRefresh: true })
  if (!(await time.passUntil(asking, 60_000))) return [...problems, 'getToken hangs']
  const given = await asking.catch((error: unknown) => problems.push(`getToken fails: ${String(error)}`))
  if (given !== server.lastToken()) problems.push('gives another token than the server')
  return problems
}
