import type { Stage } from '../stage.js'

/** Something a user does, told once and played over every transport. */
export interface Scenario {
  /** A sentence in the present tense. */
  readonly name: string
  readonly play: (stage: Stage) => Promise<void>
}
