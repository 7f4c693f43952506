import type { Deployment } from '@wachter/core'
import type { SecondFactorMethod } from '@wachter/core/flows'
import type { Demo } from '../../demo.ts'
import type { Place } from '../place.ts'
import type { Way } from '../start-plan.ts'

/** What the surface of an island is given. */
export interface SurfaceProps {
  readonly demo: Demo
  readonly place: Place
  readonly go: (to: Partial<Place>) => void
  /** Given while a further account is added: ends that. */
  readonly close: (() => void) | undefined
}

/** What a view depends on beside the state of its flow. */
export interface Surroundings extends Omit<SurfaceProps, 'demo'> {
  readonly demo: Pick<Demo, 'users' | 'password' | 'arrival' | 'resumeSignIn'>
  readonly deployment: Deployment | undefined
  readonly chosen: Chosen
  readonly choose: (change: Chosen) => void
}

/** What was chosen at a step and no flow knows. */
export interface Chosen {
  /** The kind of step it was chosen at. */
  readonly at?: string
  /** The way in that is open. */
  readonly way?: Way
  /** Whose action was the last: what came of the others before is of no interest any more. */
  readonly actor?: 'sign-in' | 'social' | 'passkeys'
  /** Shown at once: what is typed before the server has answered must not be lost. */
  readonly method?: SecondFactorMethod | undefined
  /** Of the phone a code is sent to. */
  readonly lastDigits?: string
  /** What a password that was not sent lacks, by the name of its field. */
  readonly refused?: Readonly<Record<string, string>> | undefined
}

/** What is chosen at another kind of step to begin with: nothing. */
export const nothingChosen = (at: string): Chosen => ({ at })
