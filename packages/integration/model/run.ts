import { createChannels } from './channels.js'
import { createNetwork } from './network.js'
import { perform } from './perform.js'
import { createDraws } from './random.js'
import { createWatchedServer } from './server.js'
import type { Step } from './steps.js'
import { actor, drainPromises, keysAreMade, surround } from './surroundings.js'
import { createTab, type Tab } from './tab.js'
import { createTimeline, type Timeline } from './timeline.js'
import { createTimes } from './times.js'
import { createWitness } from './witness/witness.js'

/** One run: a server, a browser with its tabs, and a witness. */
export type Run = Awaited<ReturnType<typeof createRun>>

interface RunOptions {
  readonly seed: number
  /** Also loads the lists of memberships. */
  readonly lists: boolean
  /** Messages between tabs may take longer than requests. */
  readonly slowMessages: boolean
}

const mostTabs = 4
/** Of the event loop, for the server to answer one request. */
const mostTurns = 200

export async function createRun({ seed, lists, slowMessages }: RunOptions) {
  await keysAreMade
  const lines: string[] = []
  let timeline: Timeline
  const restore = surround(() => timeline, seed)
  const trace = (line: string) => {
    lines.push(`${String(timeline.now()).padStart(7)}  ${line}`)
  }
  const tabs: Tab[] = []
  const unhandled = (error: unknown) =>
    witness.violations.push({ invariant: 'h: an error that is not ours', what: `nobody handles ${String(error)}` })

  timeline = createTimeline({
    async drain() {
      for (let turns = 0; turns === 0 || network?.isServing(); turns++) {
        if (turns > mostTurns) throw new Error('The server does not answer')
        await drainPromises()
      }
    },
    enter: (owner, run) => actor.run(owner, run),
  })
  const times = createTimes(timeline)
  const server = await createWatchedServer({ now: times.server, signedIn: ['ada', 'grace'] })
  const witness = createWitness({ timeline, times, server, tabs, channels: () => channels, trace, slowMessages })
  const network = createNetwork({
    timeline,
    server,
    trace,
    onRequest: witness.onRequest,
    onAnswer: witness.onAnswer,
  })
  const channels = createChannels({ timeline, draws: createDraws(seed, 'channels'), trace, ...witness })
  const storage = createStore()
  const cookies = createStore()
  const scope = new URL(server.emulator.baseUrl).host.replace(/[^a-z0-9]+/g, '_')
  for (const store of [storage, cookies]) {
    store.set(`__dev_session___${scope}`, server.devSession)
    store.set(`__dev_session_updated_at_${scope}`, String(times.wall()))
  }
  const { publishableKey } = server.emulator
  const open = () => {
    if (tabs.filter(({ dead }) => !dead).length >= mostTabs) return undefined
    const name = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[tabs.length] ?? `T${tabs.length}`
    const tab = createTab(name, { seed, publishableKey, timeline, times, network, channels, storage, cookies })
    tabs.push(tab)
    witness.stir()
    witness.watch(tab, lists)
    tab.start()
    return tab
  }
  const pass = async (ms: number) => {
    await timeline.pass(ms)
    server.observe()
    witness.checkBounds()
  }
  const live = () => tabs.filter(({ dead }) => !dead)

  process.on('unhandledRejection', unhandled)

  return {
    trace,
    lines,
    timeline,
    witness,
    pass,
    open,
    live,
    async perform(step: Step): Promise<void> {
      trace(`— ${JSON.stringify(step)}`)
      await perform(step, { server, times, network, witness, tabs: live, open, pass })
      server.observe()
      await timeline.settle()
      witness.checkBounds()
    },
    /** Lets the world heal and come to rest, asks everybody for a token, and stops everybody. */
    async end(healingMs: number): Promise<void> {
      trace('— everything heals')
      network.heal()
      const wasOnline = network.isOnline()
      network.setOnline(true)
      for (const tab of live()) {
        tab.thaw()
        tab.show(true)
        // Without a signal a tab must find out by itself.
        if (!wasOnline) tab.signal('online')
        witness.stir()
      }
      for (let passedMs = 0; passedMs < healingMs; passedMs += 20_000) {
        await pass(20_000)
        // Nobody asks for those who are signed out until they look.
        if (!witness.isUnheard()) continue
        for (const tab of live()) if (tab.client.$state.get().status === 'signed-out') tab.signal('focus')
      }
      witness.checkEnd()
      for (const tab of live()) if (tab.isRunning()) witness.token(tab, 'getToken', () => tab.client.getToken())
      await pass(20_000)
      for (const tab of live()) {
        tab.stop()
        witness.checkStopped(tab)
      }
      await pass(60_000)
      witness.checkEnd()
    },
    close() {
      for (const tab of tabs) tab.kill()
      restore()
      process.off('unhandledRejection', unhandled)
    },
  }
}

function createStore() {
  const entries = new Map<string, string>()
  return {
    get: (key: string) => entries.get(key),
    set: (key: string, value: string) => void entries.set(key, value),
    remove: (key: string) => void entries.delete(key),
  }
}
