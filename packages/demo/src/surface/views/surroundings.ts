import type { Deployment } from '@wachter/core'
import type { SecondFactorMethod } from '@wachter/core/flows'
import type { Demo } from '../../demo.ts'
import type { Place } from '../place.ts'
import type { Way } from '../start-plan.ts'

/** The inputs of an island's surface. */
export interface SurfaceProps {
  readonly demo: Demo
  readonly place: Place
  readonly go: (to: Partial<Place>) => void
  /** Cancels adding a further account; given only meanwhile. */
  readonly close: (() => void) | undefined
}

/** A view's inputs besides the state of its flow. */
export interface Surroundings extends Omit<SurfaceProps, 'demo'> {
  readonly demo: Pick<Demo, 'users' | 'password' | 'arrival' | 'resumeSignIn'>
  readonly deployment: Deployment | undefined
  readonly chosen: Chosen
  readonly choose: (change: Chosen) => void
}

/** The user's choices at a step that no flow stores. */
export interface Chosen {
  /** The kind of step the choices belong to. */
  readonly at?: string
  /** The open sign-in method. */
  readonly way?: Way
  /** The flow of the last action: errors of the other flows are no longer shown. */
  readonly actor?: 'sign-in' | 'social' | 'passkeys'
  /** Shown before the server answers, so that typed text is not lost. */
  readonly method?: SecondFactorMethod | undefined
  /** The last digits of the phone that gets the code. */
  readonly lastDigits?: string
  /** Errors of a password that was not sent, by field name. */
  readonly refused?: Readonly<Record<string, string>> | undefined
}

/** The initial choices at a kind of step: none. */
export const nothingChosen = (at: string): Chosen => ({ at })
