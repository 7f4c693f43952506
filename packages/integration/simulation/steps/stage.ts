import type { Witness } from '../witness/witness.js'
import type { Channels } from '../world/channels.js'
import type { Network } from '../world/network.js'
import type { Draws } from '../world/random.js'
import type { WatchedServer } from '../world/server.js'
import type { Tab } from '../world/tab.js'
import type { Timeline } from '../world/timeline.js'
import type { Times } from '../world/times.js'
import type { Step } from './steps.js'

/** Everything a step can act on. */
export interface Stage {
  readonly timeline: Timeline
  readonly server: WatchedServer
  readonly times: Times
  readonly network: Network
  readonly channels: Channels
  readonly witness: Witness
  /** Random draws for the latency of the app's own API. */
  readonly apiDraws: Draws
  /** The open tabs. */
  readonly tabs: () => readonly Tab[]
  readonly open: (how: Omit<Extract<Step, { do: 'open' }>, 'do'>) => void
  readonly pass: (ms: number) => Promise<void>
}
