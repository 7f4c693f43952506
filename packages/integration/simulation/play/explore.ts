import type { Step } from '../steps/steps.js'
import { type TimedEvent, timerLabel } from '../world/timeline.js'
import { createRun, type Run } from './run.js'

/** A world small enough to play every order of its events. */
export interface World {
  /** A sentence that describes it. */
  readonly name: string
  /** Performed by the tabs in this order, each at any moment. */
  readonly commands: readonly Step[]
  /** Default: two. */
  readonly tabs?: 1
  /** Happens before the first command. */
  readonly fault?: Step
  /** Once, at any moment, the next timer fires before the event it waits for. */
  readonly boundRunsOut?: true
}

interface Exploration {
  /** Number of orders played. */
  readonly interleavings: number
  /** Whether all orders were played: exploration stops at a failure and when its time is up. */
  readonly isComplete: boolean
  /** The broken invariant and the whole trace. */
  readonly failure: string | undefined
}

/** One possible next event. */
interface Move {
  readonly name: string
  /** What it happens to: a tab, the server or all. */
  readonly target: string
  readonly make: () => Promise<void>
}

type Target = Move['target']

/** A node in the tree of all orders. */
interface Place {
  /** Moves to skip here: all their orders were played from another node. */
  readonly asleep: ReadonlyMap<string, Target>
  /** Moves made here before, all of whose orders were played. */
  readonly seen: Map<string, Target>
  move: Pick<Move, 'name' | 'target'>
  /** Moves still to be made here. */
  left: readonly Pick<Move, 'name' | 'target'>[]
}

/** Longer than one retry and its consequences. */
const healingMs = 20_000

const everybody = 'everybody'
/** A request's answer depends on earlier changes; a read changes nothing for later requests. */
const server = { changed: 'the server, changed', read: 'the server, read' }

function areApart(a: Target, b: Target): boolean {
  if (a === everybody || b === everybody) return false
  const targets = Object.values(server)
  if (targets.includes(a) && targets.includes(b)) return a === server.read && b === server.read
  return a !== b
}

/**
 * Plays a world of one or two tabs in every order of requests reaching the server, answers and messages reaching the tabs,
 * and commands. Orders that differ only in independent events (on different tabs, on a tab and the server, or two reads at
 * the server) are played once (sleep sets). Each play starts anew and takes another move at the last node that has one left.
 */
export async function explore(world: World, atMostMs: number, onPlay?: () => void): Promise<Exploration> {
  const endMs = performance.now() + atMostMs
  const places: Place[] = []
  for (let interleavings = 0; ; ) {
    onPlay?.()
    const { isWhole, failure } = await playOne(world, places)
    if (isWhole) interleavings++
    if (failure) return { interleavings, isComplete: false, failure }
    for (let place = places.at(-1); place; place = places.at(-1)) {
      place.seen.set(place.move.name, place.move.target)
      const [next, ...left] = place.left
      if (!next) {
        places.pop()
        continue
      }
      Object.assign(place, { move: next, left })
      break
    }
    if (places.length === 0) return { interleavings, isComplete: true, failure: undefined }
    if (performance.now() > endMs) return { interleavings, isComplete: false, failure: undefined }
  }
}

/** Plays one order: repeats the known moves to the last known node, then takes the first move at each. */
async function playOne(world: World, places: Place[]) {
  const run = await createRun({ seed: 0, setting: { tabs: 2 }, lists: false })
  const { witness } = run
  const movesOf = createMoves(world, run)
  try {
    for (let tab = 0; tab < (world.tabs ?? 2); tab++) run.open({})
    await run.pass(1_000)
    if (world.fault) await run.perform(world.fault)
    for (let depth = 0; witness.violations.length === 0; depth++) {
      const moves = movesOf()
      if (moves.length === 0) break
      const place = places[depth] ?? openPlace(moves, places.at(-1))
      if (!place) return { isWhole: false, failure: undefined }
      places[depth] = place
      await moves.find(({ name }) => name === place.move.name)?.make()
    }
    if (witness.violations.length === 0) await run.end(healingMs)
    const [violation] = witness.violations
    const failure = violation && [`${violation.invariant}: ${violation.what}`, ...run.lines].join('\n')
    return { isWhole: true, failure }
  } finally {
    run.close()
  }
}

/** Undefined when all moves here were played from other nodes. */
function openPlace(moves: readonly Move[], before: Place | undefined): Place | undefined {
  const known = before ? [...before.asleep, ...before.seen] : []
  const asleep = new Map(known.filter(([, target]) => before && areApart(target, before.move.target)))
  const [move, ...left] = moves.filter(({ name }) => !asleep.has(name))
  return move && { asleep, seen: new Map(), move, left }
}

/** Lists the possible next moves. A move has the same name in every order. */
function createMoves({ commands, boundRunsOut }: World, { timeline, perform, trace }: Run): () => readonly Move[] {
  const names = new Map<TimedEvent, string>()
  const counts = new Map<string, number>()
  // Tabs share stored sign-outs: then events on different tabs are not independent.
  const areTabsApart = !commands.some(({ do: name }) => name === 'sign-out')
  let given = 0
  let boundsLeft = boundRunsOut ? 1 : 0

  const nameOf = (event: TimedEvent): string => {
    const known = names.get(event)
    if (known) return known
    const what = `${event.label} at ${event.owner?.name}`
    const count = (counts.get(what) ?? 0) + 1
    counts.set(what, count)
    const name = `${what}, ${count}`
    names.set(event, name)
    return name
  }
  const targetOf = (tab: string): Target => (areTabsApart ? tab : 'a tab')

  return () => {
    const pending = timeline.pending()
    const moves: Move[] = eventsOf(pending).map((event) => ({
      name: nameOf(event),
      target: event.owner ? targetOf(event.owner.name) : reads.test(event.label) ? server.read : server.changed,
      make: () => timeline.fire(event),
    }))
    const timer = boundsLeft > 0 && moves.length > 0 ? nextTimer(pending) : undefined
    const command = commands[given]
    if (command) {
      moves.push({
        name: `command ${given}`,
        target: targetOf('tab' in command && command.tab === 0 ? 'A' : 'B'),
        make: () => {
          given++
          return perform(command)
        },
      })
    }
    if (timer) {
      moves.push({
        name: nameOf(timer),
        target: everybody,
        make: () => {
          boundsLeft--
          trace('a bound runs out')
          return timeline.fire(timer)
        },
      })
    }
    return moves
  }
}

const reads = /^\w GET \/(session|session\/token.*|me\/.*) arrives$/

/** The pending external events; messages from one tab to another keep their order. */
function eventsOf(pending: readonly TimedEvent[]): readonly TimedEvent[] {
  const lines = new Set<string>()
  return pending.filter(({ label, owner }) => {
    if (label === timerLabel) return false
    const [, from] = /^(\w) says /.exec(label) ?? []
    const line = from && `${from} ${owner?.name}`
    if (!line) return true
    const isFirst = !lines.has(line)
    lines.add(line)
    return isFirst
  })
}

const nextTimer = (pending: readonly TimedEvent[]): TimedEvent | undefined =>
  pending.filter(({ label }) => label === timerLabel).sort((a, b) => a.dueMs - b.dueMs)[0]
