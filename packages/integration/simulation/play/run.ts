import { perform } from '../steps/perform.js'
import type { Stage } from '../steps/stage.js'
import type { Step } from '../steps/steps.js'
import { createBrowser } from '../world/browser.js'
import { createDraws } from '../world/random.js'
import type { Setting } from '../world/setting.js'
import { catchStrayErrors } from '../world/stray-errors.js'
import { actor, drainPromises, keysAreMade, surround } from '../world/surroundings.js'
import type { Tab } from '../world/tab.js'
import { createTimeline, type Timeline } from '../world/timeline.js'

/** One run: a server, a browser with its tabs, and a witness. */
export type Run = Awaited<ReturnType<typeof createRun>>

interface RunOptions {
  readonly seed: number
  readonly setting: Setting
  /** Also loads the lists of memberships. */
  readonly lists: boolean
}

const mostTabs = 4
/** Maximum turns of the event loop for the server to answer one request. */
const mostTurns = 200
/** Longer than any call may take. */
const longestCallMs = 80_000
/** Longer than a list takes to load. */
const longestRoomMs = 30_000
/** The interval at which the witness checks the invariants. */
const watchMs = 5_000

export async function createRun({ seed, setting, lists }: RunOptions) {
  await keysAreMade
  const lines: string[] = []
  let timeline: Timeline
  const restore = surround(() => timeline, seed)
  const trace = (line: string) => {
    lines.push(`${String(timeline.now()).padStart(7)}  ${line}`)
  }
  const stray = catchStrayErrors((error) =>
    witness.violate('h: an error that is not ours', `nothing handles ${String(error)}`),
  )
  timeline = createTimeline({
    async drain() {
      for (let turns = 0; turns === 0 || browser?.network.isServing(); turns++) {
        if (turns > mostTurns) throw new Error('The server does not answer')
        await drainPromises()
      }
    },
    enter: (owner, run) => stray.guard(() => actor.run(owner, run)),
  })
  const browser = await createBrowser({ seed, setting, timeline, trace })
  const { server, times, network, channels, witness, tabs } = browser

  const live = () => tabs.filter(({ dead }) => !dead)
  const open: Stage['open'] = ({ firstToken, fault }) => {
    if (live().length >= mostTabs) return undefined
    const tab = browser.createTab(firstToken ? { firstToken } : setting)
    witness.watch(tab, lists)
    if (fault) network.befall(tab, fault)
    tab.start()
  }
  const pass = async (ms: number) => {
    const untilMs = timeline.now() + ms
    while (timeline.now() < untilMs) {
      await timeline.pass(Math.min(watchMs, untilMs - timeline.now()))
      server.observe()
      witness.check()
    }
  }
  const apiDraws = createDraws(seed, 'the API of the app')
  const stage: Stage = { timeline, server, times, network, channels, witness, apiDraws, tabs: live, open, pass }

  const heal = (tab: Tab, wasOnline: boolean) => {
    if (tab.frozen) witness.woken(tab)
    tab.thaw()
    tab.show(true)
    witness.stir([tab], 'wake')
    // Without a signal, a tab must detect the network by itself.
    if (!wasOnline) tab.signal('online')
  }

  /** No list of members is told of changes made elsewhere: it loads again when its page is shown. */
  const showRooms = async () => {
    if (!setting.rooms) return
    for (const tab of live()) tab.signal('visible')
    await pass(longestRoomMs)
  }

  return {
    ...stage,
    trace,
    lines,
    live,
    async perform(step: Step): Promise<void> {
      trace(`— ${JSON.stringify(step)}`)
      await perform(step, stage)
      server.observe()
      await timeline.settle()
      witness.check()
    },
    /** Ends all faults, waits until nothing is pending, requests a token in every tab, and stops every client. */
    async end(healingMs: number): Promise<void> {
      trace('— everything heals')
      network.heal()
      channels.travel(undefined)
      const wasOnline = network.isOnline()
      network.setOnline(true)
      for (const tab of live()) heal(tab, wasOnline)
      for (let passedMs = 0; passedMs < healingMs; passedMs += 20_000) {
        await pass(20_000)
        // Signed-out tabs send no request until they become visible again.
        if (!witness.isUnheard()) continue
        for (const tab of live()) if (tab.client.$state.get().status === 'signed-out') tab.signal('focus')
      }
      // A listener of the app may have just started a call.
      for (let passedMs = 0; witness.isAsked() && passedMs < longestCallMs; passedMs += watchMs) await pass(watchMs)
      await showRooms()
      witness.checkEnd(lists)
      for (const tab of live()) if (tab.isRunning()) witness.token(tab, 'getToken', () => tab.client.getToken())
      await pass(20_000)
      for (const tab of live()) tab.stop()
      witness.check()
      await pass(longestCallMs)
      witness.checkEnd(lists)
    },
    close() {
      for (const tab of tabs) tab.kill()
      restore()
      stray.release()
    },
  }
}
