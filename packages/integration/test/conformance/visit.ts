import type { Schema } from '@wachter/core'
import { type Emulator, seedPassword } from '@wachter/emulator'
import type { createRawCaller, RawCall } from '../raw-caller.js'
import type { Shape } from '../wire-shape.js'

export type Call = ReturnType<typeof createRawCaller>

/** Brings the world to where the question is asked. */
type Before = (call: Call, emulator: Emulator) => Promise<unknown>

/** One question to the emulator, and what its answer is to be. */
export interface Visit {
  readonly name: string
  readonly before?: Before
  readonly ask: (emulator: Emulator) => RawCall
  readonly schema: Schema<unknown>
  /** What the protocol says by hand this answer looks like. */
  readonly shape?: Shape
}

/** One question the emulator refuses. */
export interface RefusedVisit {
  readonly name: string
  readonly before?: Before
  readonly ask: (emulator: Emulator) => RawCall
  readonly status: number
  readonly errors: unknown
}

export const signInForm = (person: string) => ({
  strategy: 'plain_email',
  email: `${person}@example.com`,
  password: seedPassword,
})

export const signIn = (call: Call, person: string) =>
  call({ method: 'POST', path: '/auth/signin', form: signInForm(person) })

export const asAda = (call: Call) => signIn(call, 'ada')
export const asBoth = async (call: Call) => {
  await signIn(call, 'ada')
  await signIn(call, 'grace')
}
export const adaIn =
  (place: 'organization' | 'workspace', name: string) =>
  async (call: Call, { world }: Emulator) => {
    await signIn(call, 'ada')
    const id = place === 'organization' ? world.organization(name).id : world.workspace(name).id
    await call({ method: 'POST', path: `/session/switch-${place}`, query: { [`${place}_id`]: id } })
  }

export const post = (path: string, query: Record<string, string> = {}): RawCall => ({ method: 'POST', path, query })
export const signInIdOf = ({ world }: Emulator, person: string) =>
  world.state().signins.find(({ userId }) => userId === world.user(person).id)?.id ?? ''
