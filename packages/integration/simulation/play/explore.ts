import type { Step } from '../steps/steps.js'
import { type TimedEvent, timerLabel } from '../world/timeline.js'
import { createRun, type Run } from './run.js'

/** A world small enough to see everything that can happen in it. */
export interface World {
  /** A sentence about what goes on in it. */
  readonly name: string
  /** Made by the tabs in this order, each at any moment. */
  readonly commands: readonly Step[]
  /** Default: two. */
  readonly tabs?: 1
  /** Befalls before the first command. */
  readonly fault?: Step
  /** Once, at any moment, the next timer runs out before what it waits for comes. */
  readonly boundRunsOut?: true
}

interface Exploration {
  /** How many orders were played. */
  readonly interleavings: number
  /** Whether that were all of them: it stops at a failure and when its time is up. */
  readonly isComplete: boolean
  /** What was broken, and the whole story of it. */
  readonly failure: string | undefined
}

/** One thing that can happen next. */
interface Move {
  readonly name: string
  /** Whom it happens to: a tab, the server or everybody. */
  readonly target: string
  readonly make: () => Promise<void>
}

type Target = Move['target']

/** A place in the tree of all orders. */
interface Place {
  /** What need not be made here: its orders were all seen from another place. */
  readonly asleep: ReadonlyMap<string, Target>
  /** What was made here before, and all its orders seen. */
  readonly seen: Map<string, Target>
  move: Pick<Move, 'name' | 'target'>
  /** What is left to be made here. */
  left: readonly Pick<Move, 'name' | 'target'>[]
}

/** Longer than one retry and what follows it. */
const healingMs = 20_000

const everybody = 'everybody'
/** What a request finds there depends on the changes before it; what it only reads changes nothing for the next. */
const server = { changed: 'the server, changed', read: 'the server, read' }

function areApart(a: Target, b: Target): boolean {
  if (a === everybody || b === everybody) return false
  const targets = Object.values(server)
  if (targets.includes(a) && targets.includes(b)) return a === server.read && b === server.read
  return a !== b
}

/**
 * Plays a world of one or two tabs in every order in which requests can reach the server, answers and messages the tabs, and
 * commands be given. Of two orders that differ only in what happens to one tab before or after something happens to
 * another, or to the server, or to two requests that only read there, one is played (sleep sets). Each starts anew and takes another turn at the last place that
 * has one left.
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

/** Plays one order: to the last known place as before, from there on taking the first turn. */
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

/** Undefined when all that can happen here was seen from elsewhere. */
function openPlace(moves: readonly Move[], before: Place | undefined): Place | undefined {
  const known = before ? [...before.asleep, ...before.seen] : []
  const asleep = new Map(known.filter(([, target]) => before && areApart(target, before.move.target)))
  const [move, ...left] = moves.filter(({ name }) => !asleep.has(name))
  return move && { asleep, seen: new Map(), move, left }
}

/** Tells what can happen next. What happens has the same name in every order. */
function createMoves({ commands, boundRunsOut }: World, { timeline, perform, trace }: Run): () => readonly Move[] {
  const names = new Map<TimedEvent, string>()
  const counts = new Map<string, number>()
  // Tabs share a note of sign-outs: then nothing that happens to one leaves the other alone.
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

/** What is under way from outside; messages of one tab to another keep their order. */
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
