import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { object, ref, text, time } from '../../wire/primitives.js'
import { createFlow, type Engine } from '../engine/create-flow.js'
import type { FlowDeclaration, FlowState, StepBase } from '../engine/declaration.js'
import { flowError } from '../engine/flow-error.js'
import { isUnnamedRefusal, renamed } from '../engine/refusals.js'
import { isIdentifierOf } from '../inputs/identifiers.js'
import { requireText } from '../inputs/require-text.js'

export type WaitlistState = FlowState<WaitlistStep>

/** See PROTOCOL.md §3.8. */
export type WaitlistStep = WaitlistStartStep | JoinedWaitlistStep

export interface WaitlistStartStep extends StepBase {
  readonly kind: 'start'
  /**
   * Adds a person to the list. Codes: `email-exists`, with `email` in the error's `fields`; the codes of restrictions;
   * `waitlist-closed` when the deployment has no list.
   */
  readonly join: (input: WaitlistInput) => Promise<WaitlistState>
}

export interface WaitlistInput {
  readonly email: string
  readonly firstName?: string | undefined
  readonly lastName?: string | undefined
}

export interface JoinedWaitlistStep extends StepBase {
  readonly kind: 'joined'
  readonly entry: WaitlistEntry
  readonly restart: () => void
}

export interface WaitlistEntry {
  readonly id: string | undefined
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly createdAtMs: number | undefined
}

export interface WaitlistFlow {
  readonly $state: ReadableAtom<WaitlistState>
  /** Goes back to `start`, for another person. */
  readonly restart: () => void
}

// Created on demand: bundlers keep every call at the top level of a file, even if it is not used.
const joined = () =>
  object({
    entry: object({
      id: ref,
      // The server uses both names (PROTOCOL.md §10.10).
      email: text,
      email_address: text,
      first_name: text,
      last_name: text,
      created_at: time,
    }),
  })

/**
 * Lets people join the waitlist if they cannot sign up. Sends nothing by itself.
 *
 * @example
 * ```ts
 * import { createWaitlist } from '@wachter/core/flows'
 *
 * const { step } = createWaitlist(client).$state.get()
 * if (step.kind === 'start') await step.join({ email: 'ada@example.com', firstName: 'Ada' })
 * ```
 *
 * @see PROTOCOL.md §3.8, §6.5
 */
export const createWaitlist = (client: Client): WaitlistFlow =>
  createFlow<WaitlistStep, WaitlistFlow>(client, declareWaitlist)

function declareWaitlist({ client, unlessLeft }: Engine<WaitlistStep>): FlowDeclaration<WaitlistStep, WaitlistFlow> {
  let entry: WaitlistEntry | undefined

  const join = async ({ email, firstName, lastName }: WaitlistInput) => {
    requireText('email', email)
    const form = { email: email.trim(), first_name: firstName || undefined, last_name: lastName || undefined }
    const joining = client.request({ method: 'post', path: 'waitlist/join', form, schema: joined() }).catch(closed)
    const { entry: raw } = await unlessLeft(joining)
    entry = {
      id: raw.id,
      email: raw.email || raw.email_address || form.email,
      firstName: raw.first_name,
      lastName: raw.last_name,
      createdAtMs: raw.created_at,
    }
  }

  return {
    actions: { start: { join } },
    always: {},
    idle: ['start'],
    stepOf: () => (entry ? { kind: 'joined', entry } : { kind: 'start' }),
    forget() {
      entry = undefined
    },
    isHolding: () => entry !== undefined,
    isOf: (signIn) => isIdentifierOf(signIn, entry?.email),
  }
}

/** The server refuses a closed list with a message only; a message about a field is kept (PROTOCOL.md §2.2). */
function closed(error: unknown): never {
  if (!isUnnamedRefusal(error, 400)) throw error
  const isOfBody = error.message === 'Bad request body' || Object.keys(flowError(error).fields).length > 0
  throw isOfBody ? error : renamed(error, 'waitlist-closed', 'The deployment has no waitlist')
}
