import type { Client, Schema } from '@wachter/core'
import type { Person, Stage } from '../stage.js'
import { until } from '../stage.js'

/** One endpoint of the Frontend API, called through what the packages export. */
export interface Contract {
  /** As the protocol writes it: `POST /organizations/{id}/update`. */
  readonly endpoint: string
  /** A name that `from` exports, or `client.…`, and the action of its step: `createOrganization → update`. */
  readonly by: string
  readonly from: Module
  /** Who is signed in when it begins. */
  readonly people?: readonly Person[]
  /** The organization or workspace that is active when it begins. */
  readonly in?: 'Acme' | 'Engineering'
  /** What the server answers. Default 200. */
  readonly status?: number
  readonly prepare?: (stage: Stage) => void
  /** Calls it. A state that it resolves with must have no error. */
  readonly play: (scene: Scene) => Promise<unknown>
}

export type Module =
  | '@wachter/core'
  | '@wachter/core/account'
  | '@wachter/core/flows'
  | '@wachter/core/notifications'
  | '@wachter/core/tenancy'
  | '@wachter/core/verify'

export interface Scene extends Stage {
  readonly client: Client
  /** Listens to a flow until the contract ends. Resolves with its step once it is of this kind, and ready. */
  at<S extends AnyStep, K extends S['kind']>(
    flow: Flow<S>,
    kind: K,
    isReady?: (step: Extract<S, { readonly kind: K }>) => unknown,
  ): Promise<Extract<S, { readonly kind: K }>>
}

interface AnyStep {
  readonly kind: string
}

interface State<S> {
  readonly step: S
  readonly error: unknown
}

interface Flow<S> {
  readonly $state: { subscribe(listener: (state: State<S>) => void): () => void }
}

/** The `at` of a scene, and the end of its listening. */
export function createListening() {
  const stops: (() => void)[] = []
  const at: Scene['at'] = async (flow, kind, isReady = () => true) => {
    stops.push(flow.$state.subscribe(() => undefined))
    type Wanted = Parameters<typeof isReady>[0]
    const { step } = await until(
      flow.$state,
      ({ step, error }) => error !== undefined || (step.kind === kind && Boolean(isReady(step as Wanted))),
    )
    if (step.kind !== kind) throw new Error(`The step is ${step.kind}, not ${kind}`)
    return step as Wanted
  }
  return {
    at,
    stop() {
      for (const stop of stops) stop()
    },
  }
}

/** What is at this index; throws if nothing is. */
export function nth<T>(list: readonly T[] | undefined, index = 0): T {
  const found = list?.[index]
  if (found === undefined) throw new Error('There is none')
  return found
}

/** Takes any answer. */
export const anything: Schema<unknown> = {
  '~standard': { validate: (value) => ({ value }) },
}

export const codeOf = ({ world }: Stage): string => {
  const message = nth(world.outbox(), world.outbox().length - 1)
  if (message.kind !== 'code') throw new Error('No code was sent')
  return message.code
}
