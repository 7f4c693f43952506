import type { Client } from '@wachter/core'
import {
  createInvitation,
  createProviderSignIn,
  createSignIn,
  createSignUp,
  type FieldName,
  type FlowState,
} from '@wachter/core/flows'
import { type Problem, problemOf } from '../problem.ts'
import type { Place, Screen } from './place.ts'
import { surfaceProblem } from './texts.ts'

/** The result of processing the page's URL parameters, with which every island starts. */
export interface Arrival {
  readonly place: Partial<Place>
  /** The error of that processing, until a user has signed in. */
  readonly problem: Problem | undefined
  /** Clears the problem once the user acts. */
  readonly settle: () => void
  /** The known fields of an invited user. */
  readonly known: Readonly<Partial<Record<FieldName, string>>>
}

interface Found {
  readonly screen?: Screen
  readonly problem?: Problem | undefined
  readonly known?: Arrival['known']
}

const screens: readonly string[] = ['sign-up', 'waitlist', 'reset-password'] satisfies Screen[]

/**
 * Processes the URL parameters from links, providers and hosted pages. The flows store what is started here, so the
 * islands' flows, which are created later, resume it by themselves.
 */
export async function arrive(client: Client): Promise<Arrival> {
  const { screen, problem, known = {} } = await dealWith(client, new URL(location.href).searchParams)
  const { id: addingBeside } = client.$activeSignIn.get() ?? {}
  let untold = problem
  const settle = () => {
    untold = undefined
  }
  client.on('signed-in', () => {
    settle()
    // An accepted invitation must not be accepted again.
    forget('invite_token')
  })
  return {
    place: screen ? { screen, addingBeside } : {},
    known,
    settle,
    get problem() {
      return untold
    },
  }
}

async function dealWith(client: Client, parameters: URLSearchParams): Promise<Found> {
  // Hosted pages add a `redirect_uri`, which is this page.
  forget('screen', 'redirect_uri')
  const has = (...names: readonly string[]) => names.every((name) => parameters.has(name))
  if (has('ticket')) return exchangeTicket(client, parameters.get('ticket') ?? '')
  if (has('code', 'state') || has('error')) return comeBack(client)
  if (has('token', 'attempt')) {
    const { step, error } = await createSignIn(client).openLink()
    return { ...(step.kind !== 'complete' && { screen: 'sign-in' }), problem: surfaceProblem(error) }
  }
  if (has('signin_attempt_id')) {
    return { screen: 'sign-in', problem: problemIn(await createSignIn(client).resume()) }
  }
  if (has('invite_token')) return invited(client, parameters.get('invite_token') ?? '')
  const screen = parameters.get('screen') ?? ''
  return screens.includes(screen) ? { screen: screen as Screen } : {}
}

async function exchangeTicket(client: Client, ticket: string): Promise<Found> {
  forget('ticket')
  try {
    await client.exchangeTicket(ticket)
    return {}
  } catch (error) {
    return { problem: problemOf(error) }
  }
}

/** Handles the return from a provider, or from a hosted page that could not continue. */
async function comeBack(client: Client): Promise<Found> {
  const state = await createProviderSignIn(client).handleCallback()
  const { step } = state
  if (step.kind === 'sign-in') await createSignIn(client).resume(step.attemptId)
  else if (step.kind === 'sign-up') await createSignUp(client).resume(step.attemptId)
  else return { problem: problemIn(state) }
  return { screen: step.kind }
}

/** Keeps the token in the URL until it has been used: the sign-up reads it there, also after a reload. */
async function invited(client: Client, token: string): Promise<Found> {
  const start = createInvitation(client).$state.get().step
  if (start.kind !== 'start') return {}
  const state = await start.check(token)
  if (state.step.kind !== 'valid') {
    const message = 'The invitation is used up, or it was withdrawn.'
    return { screen: 'sign-up', problem: problemIn(state) ?? { code: 'invitation-invalid', message } }
  }
  const { email, firstName, lastName } = state.step
  return { screen: 'sign-up', known: { email, firstName, lastName } }
}

const problemIn = ({ error }: FlowState<unknown>): Problem | undefined => surfaceProblem(error)

/** Removes parameters from the page's URL, so that a reload does not process them again. */
function forget(...names: readonly string[]): void {
  const url = new URL(location.href)
  for (const name of names) url.searchParams.delete(name)
  if (url.href !== location.href) history.replaceState(history.state, '', url.href)
}
