import type { ReadableAtom } from 'nanostores'
import type { Client } from '../client.js'
import { object, ref, text, time } from '../wire/primitives.js'
import { isIdentifierOf } from './accounts-left.js'
import { requireText } from './attempt.js'
import { createMachine, type FlowState } from './machine.js'
import { flowError } from './problem.js'
import { isUnnamedRefusal, renamed } from './refusals.js'

export type WaitlistState = FlowState<WaitlistStep>

/** See PROTOCOL.md §3.8. */
export type WaitlistStep = WaitlistStartStep | JoinedWaitlistStep

export interface WaitlistStartStep {
  readonly kind: 'start'
  /**
   * Puts somebody on the list. Codes: `email-exists`, with the address to blame in the error's `fields`; whatever else a
   * restriction refuses; `waitlist-closed` when the deployment has no list.
   */
  readonly join: (input: WaitlistInput) => Promise<WaitlistState>
}

export interface WaitlistInput {
  readonly email: string
  readonly firstName?: string | undefined
  readonly lastName?: string | undefined
}

export interface JoinedWaitlistStep {
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
  /** Lets somebody else join. */
  readonly restart: () => void
}

// Made when it is needed: a bundler keeps every call at the top of a file, whoever uses it.
const joined = () =>
  object({
    entry: object({
      id: ref,
      // It goes by both names (PROTOCOL.md §10.10).
      email: text,
      email_address: text,
      first_name: text,
      last_name: text,
      created_at: time,
    }),
  })

/**
 * Lets people wait for an invitation where they cannot sign up. Sends nothing by itself.
 *
 * @see PROTOCOL.md §3.8, §6.5
 */
export function createWaitlist(client: Client): WaitlistFlow {
  let entry: WaitlistEntry | undefined

  const restart = () => {
    entry = undefined
    machine.leave()
  }

  const start: WaitlistStartStep = {
    kind: 'start',
    join: ({ email, firstName, lastName }) =>
      machine.act('start', 'join', [email, firstName, lastName], async () => {
        requireText('email', email)
        const form = { email: email.trim(), first_name: firstName || undefined, last_name: lastName || undefined }
        const joining = client.request({ method: 'post', path: 'waitlist/join', form, schema: joined() }).catch(closed)
        const { entry: raw } = await machine.unlessLeft(joining)
        entry = {
          id: raw.id,
          email: raw.email || raw.email_address || form.email,
          firstName: raw.first_name,
          lastName: raw.last_name,
          createdAtMs: raw.created_at,
        }
      }),
  }

  const machine = createMachine<WaitlistStep>({
    client,
    stepOf: () => (entry ? { kind: 'joined', entry, restart } : start),
    isHolding: () => entry !== undefined,
    onLeft(signIn) {
      if (isIdentifierOf(signIn, entry?.email)) entry = undefined
    },
  })

  return { $state: machine.$state, restart }
}

/** The server has a sentence only for it; what it says of a field is about that (PROTOCOL.md §2.2). */
function closed(error: unknown): never {
  if (!isUnnamedRefusal(error, 400)) throw error
  const isOfBody = error.message === 'Bad request body' || Object.keys(flowError(error).fields).length > 0
  throw isOfBody ? error : renamed(error, 'waitlist-closed', 'There is no list to join')
}
