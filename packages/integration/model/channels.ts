import type { OpenChannel } from '@wachter/core'
import type { Draws } from './random.js'
import type { Owner, Timeline } from './timeline.js'

/** The lines between the tabs of one browser. */
export interface Channels {
  openFor(owner: Owner): OpenChannel
  /** How many lines of a tab are open. */
  openOf(owner: Owner): number
}

interface Line {
  readonly owner: Owner
  readonly name: string
  readonly onMessage: (message: unknown) => void
}

/** No message takes longer, but for a tab that stands still. */
export const longestChannelMs = 20

interface ChannelsNeeds {
  readonly timeline: Timeline
  readonly draws: Draws
  readonly trace: (line: string) => void
  readonly onSay: (owner: Owner, type: string) => void
  readonly onHear: (owner: Owner, type: string, from: Owner) => void
}

/** Messages of one tab arrive in order, those of two tabs in any. */
export function createChannels({ timeline, draws, trace, onSay, onHear }: ChannelsNeeds): Channels {
  const lines = new Set<Line>()
  const lastArrival = new Map<string, number>()

  const arrivalMs = (from: Owner, to: Owner): number => {
    const between = `${from.name} ${to.name}`
    const atMs = Math.max(timeline.now() + draws.between(0, longestChannelMs), lastArrival.get(between) ?? 0)
    lastArrival.set(between, atMs)
    return atMs
  }

  return {
    openOf: (owner) => [...lines].filter((line) => line.owner === owner).length,
    openFor: (owner) => (name, onMessage) => {
      const own: Line = { owner, name, onMessage }
      lines.add(own)
      return {
        post(message) {
          if (!lines.has(own)) return
          const data = structuredClone(message)
          const { type } = data as { type: string }
          onSay(owner, type)
          trace(`${owner.name} says ${type}`)
          for (const line of lines) {
            if (line === own || line.name !== name) continue
            timeline.after(
              arrivalMs(owner, line.owner) - timeline.now(),
              line.owner,
              `${owner.name} says ${type}`,
              () => {
                if (!lines.has(line)) return
                trace(`${line.owner.name} hears ${type} from ${owner.name}`)
                onHear(line.owner, type, owner)
                line.onMessage(structuredClone(data))
              },
            )
          }
        },
        close: () => lines.delete(own),
      }
    },
  }
}
