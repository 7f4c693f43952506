import type { OpenChannel } from '@wachter/core'
import type { Draws } from './random.js'
import type { LineMode, Setting } from './setting.js'
import type { Owner, Timeline } from './timeline.js'

/** A sent message. */
export interface SaidMessage {
  readonly type: string
  readonly data: unknown
  readonly from: Owner
  /** The server moment at which it was sent. */
  readonly moment: number
}

/** Callbacks for the channels of one kind of clients. */
export interface ChannelEars {
  readonly onSay: (message: SaidMessage) => void
  readonly onHear: (owner: Owner, message: SaidMessage) => void
}

/** The channels between the tabs of one browser. */
export interface Channels {
  openFor(owner: Owner, ears?: ChannelEars): OpenChannel
  /** Number of open channels of a tab. */
  openOf(owner: Owner): number
  /** Sets how messages travel from now on. */
  travel(mode: LineMode | undefined): void
}

interface Line {
  readonly owner: Owner
  readonly name: string
  readonly onMessage: (message: unknown) => void
  readonly ears: ChannelEars | undefined
}

const calmMs = 20
const lateMs = 12_000
const disorderMs = 3_000
const repeatMs = 15_000

interface ChannelsNeeds {
  readonly timeline: Timeline
  readonly draws: Draws
  /** Random draws for mishaps; separate, so that mishaps do not change the other draws. */
  readonly mishaps: Draws
  readonly mode: Setting['line']
  readonly moment: () => number
  readonly trace: (line: string) => void
}

/** Without mishaps, messages of one tab arrive in order, those of different tabs in any order. */
export function createChannels({ timeline, draws, mishaps, mode, moment, trace }: ChannelsNeeds): Channels {
  const lines = new Set<Line>()
  const lastArrival = new Map<string, number>()
  let present = mode === 'none' ? undefined : mode

  const inOrderMs = (from: Owner, to: Owner, delayMs: number): number => {
    const between = `${from.name} ${to.name}`
    const atMs = Math.max(timeline.now() + delayMs, lastArrival.get(between) ?? 0)
    lastArrival.set(between, atMs)
    return atMs - timeline.now()
  }

  /** The delays after which a message arrives, one for each arrival. */
  const travels = (from: Owner, to: Owner): readonly number[] => {
    if (present === 'disordered') return [mishaps.between(0, disorderMs)]
    if (present === 'late') return [inOrderMs(from, to, mishaps.between(0, lateMs))]
    const onceMs = inOrderMs(from, to, draws.between(0, calmMs))
    const isHit = present !== undefined && mishaps.unit() < 0.5
    if (present === 'losing') return isHit ? [] : [onceMs]
    if (present === 'repeating') return isHit ? [onceMs, mishaps.between(0, repeatMs)] : [onceMs]
    return [onceMs]
  }

  const send = (own: Line, line: Line, message: SaidMessage) => {
    const { owner } = line
    const label = `${own.owner.name} says ${message.type}`
    const arrivals = travels(own.owner, owner)
    if (arrivals.length === 0) trace(`${owner.name} misses ${message.type} from ${own.owner.name}`)
    for (const delayMs of arrivals) {
      timeline.after(delayMs, owner, label, () => {
        if (!lines.has(line)) return
        trace(`${owner.name} hears ${message.type} from ${own.owner.name}`)
        if (own.ears === line.ears) line.ears?.onHear(owner, message)
        line.onMessage(structuredClone(message.data))
      })
    }
  }

  return {
    openOf: (owner) => [...lines].filter((line) => line.owner === owner).length,
    travel(next) {
      present = next
    },
    openFor: (owner, ears) => (name, onMessage) => {
      if (mode === 'none') return undefined
      const own: Line = { owner, name, onMessage, ears }
      lines.add(own)
      return {
        post(posted) {
          if (!lines.has(own)) return
          const data = structuredClone(posted)
          const { type } = data as { type: string }
          const message = { type, data, from: owner, moment: moment() }
          ears?.onSay(message)
          trace(`${owner.name} says ${type}`)
          for (const line of lines) if (line !== own && line.name === name) send(own, line, message)
        },
        close: () => lines.delete(own),
      }
    },
  }
}
