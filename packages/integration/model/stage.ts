import type { Channels } from './channels.js'
import type { Network } from './network.js'
import type { Draws } from './random.js'
import type { WatchedServer } from './server.js'
import type { Step } from './steps.js'
import type { Tab } from './tab.js'
import type { Timeline } from './timeline.js'
import type { Times } from './times.js'
import type { Witness } from './witness/witness.js'

/** Everything a step can act on. */
export interface Stage {
  readonly timeline: Timeline
  readonly server: WatchedServer
  readonly times: Times
  readonly network: Network
  readonly channels: Channels
  readonly witness: Witness
  /** Of what the app's own API takes. */
  readonly apiDraws: Draws
  /** Those that live. */
  readonly tabs: () => readonly Tab[]
  readonly open: (how: Omit<Extract<Step, { do: 'open' }>, 'do'>) => void
  readonly pass: (ms: number) => Promise<void>
}
