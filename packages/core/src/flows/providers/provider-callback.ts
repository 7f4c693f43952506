import type { Client } from '../../client.js'
import { isRefusal, isSessionError, SessionError } from '../../errors.js'
import type { SessionContainer } from '../../model/session.js'
import type { Page } from '../../ports.js'
import { parseUrl } from '../../url.js'
import { maybe, object, text } from '../../wire/primitives.js'
import { session } from '../../wire/session.js'
import { lastOf, noteArrivals, watchAccounts } from '../engine/arrivals.js'
import { namedAs } from '../engine/refusals.js'
import { type OauthState, readOauthState } from './oauth-state.js'

/** The outcome of a visit at a provider. */
export interface ProviderOutcome {
  readonly kind: 'complete' | 'sign-in' | 'sign-up' | 'connected'
  readonly attemptId: string
  readonly redirectUri: string | undefined
  /** The account that was connected. */
  readonly signInId?: string | undefined
  /** Whether an account has just signed in. */
  readonly isArrival?: boolean
}

/** The parameters that a provider returns in the page's URL. */
interface Callback {
  readonly code: string
  readonly state: string
  /** Why there is no code, in the words of the provider. */
  readonly refusal: string
}

interface Spending {
  readonly callback: Callback
  readonly outcome: Promise<ProviderOutcome>
  /** `open`: it is not known whether the request arrived, so it may be retried. */
  progress: 'running' | 'done' | 'open'
}

/** A code is valid once, and a page may be mounted twice: all flows of a client share the running and the last exchange. */
const spendings = new WeakMap<Client, Spending>()

const names = ['code', 'state', 'error', 'error_description'] as const
/** A message from a URL is untrusted, so cut it. */
const longestWords = 300

/** Exchanges what a provider returned. If it returned nothing: `complete` if an account is signed in, else undefined. */
export async function handleCallback(client: Client, url: string | undefined): Promise<ProviderOutcome | undefined> {
  const last = spendings.get(client)
  const callback = takeCallback(client.ports.page, url) ?? (last?.progress === 'done' ? undefined : last?.callback)
  if (!callback) {
    const hasNewAccount = watchAccounts(client)
    await client.refetch()
    const { container } = client.$state.get()
    if (!container?.activeSignIn) return undefined
    return { kind: 'complete', attemptId: '', redirectUri: undefined, isArrival: hasNewAccount(container) }
  }
  const isSame = last?.callback.state === callback.state && last.callback.code === callback.code
  if (last && isSame && callback.code && last.progress !== 'open') return last.outcome
  const spending: Spending = {
    callback,
    outcome: spend(client, callback, last?.progress === 'open'),
    progress: 'running',
  }
  spendings.set(client, spending)
  try {
    return await spending.outcome
  } catch (error) {
    if (isSessionError(error) && error.retryable) spending.progress = 'open'
    throw error
  } finally {
    if (spending.progress === 'running') spending.progress = 'done'
  }
}

/** Reads what a provider returned and removes it from the page's URL, so that no copy or reload uses it again. */
function takeCallback(page: Page, given: string | undefined): Callback | undefined {
  const address = page.url()
  const source = given ?? address
  if (!source) return undefined
  const url = parseUrl(source)
  if (!url) throw new SessionError('invalid-argument', 'url must be an absolute URL')
  const { searchParams } = url
  const [code, state, error, description] = names.map((name) => searchParams.get(name) ?? '') as [
    string,
    string,
    string,
    string,
  ]
  if (!error && !(code && state)) return undefined
  if (address) {
    const shown = new URL(address)
    for (const name of names) shown.searchParams.delete(name, searchParams.get(name) ?? '')
    if (shown.href !== address) page.replaceUrl(shown.href)
  }
  return { code, state, refusal: error && (description || error).slice(0, longestWords) }
}

async function spend(client: Client, callback: Callback, isRepeated: boolean): Promise<ProviderOutcome> {
  if (callback.refusal) throw new SessionError('provider-refused', callback.refusal)
  const state = readOauthState(callback.state)
  if (!state) throw new SessionError('invalid-state', 'The state that the provider returned is malformed')
  // If it is not known whether an earlier request arrived, fetch the session first.
  if (isRepeated) await client.refetch()
  return state.kind === 'sign_in' ? signIn(client, callback, state) : connect(client, callback, state)
}

async function signIn(client: Client, { code, state }: Callback, begun: OauthState): Promise<ProviderOutcome> {
  const arrivals = await noteArrivals(client)
  const signUps = client.$signUpAttempts.get().map(({ id }) => id)
  const attemptIn = ({ signInAttempts }: SessionContainer, id = begun.subject) => lastOf(signInAttempts, id)
  const signUpIn = ({ signUpAttempts }: SessionContainer) =>
    signUpAttempts
      .filter(({ id, completed, currentStep, missingFields }) => {
        const isUnfinished = !completed && (currentStep !== '' || missingFields.length > 0)
        return isUnfinished && !signUps.includes(id)
      })
      .at(-1)
  // Until the user comes back, the attempt has no user.
  const isSpent = (container: SessionContainer) => {
    const attempt = attemptIn(container)
    return attempt !== undefined && (attempt.completed || attempt.userId !== undefined)
  }
  const before = client.$state.get().container
  const answer =
    before && isSpent(before)
      ? undefined
      : await client.mutate(
          { path: 'auth/oauth2/callback', query: { code, state }, schema: cameBack(), idempotent: false },
          {
            kind: 'sign-in',
            scope: 'session',
            applied: (container) =>
              isSpent(container) || arrivals.account(container) || signUpIn(container) !== undefined,
          },
        )
  const redirectUri = answer?.redirect_uri || begun.redirectUri
  const outcome = (kind: ProviderOutcome['kind'], attemptId = '') => ({
    kind,
    attemptId,
    redirectUri,
    isArrival: kind === 'complete',
  })
  const { container } = client.$state.get()
  // The continued attempt is the last of the answer (PROTOCOL.md §6.2).
  const attempt = container && attemptIn(container, answer?.session?.signin_attempts.at(-1)?.id)
  const signUp = container && signUpIn(container)
  if (container && arrivals.account(container)) return outcome('complete')
  if (signUp) return outcome('sign-up', signUp.id)
  if (attempt && !attempt.completed) return outcome('sign-in', attempt.id)
  return outcome('complete')
}

async function connect(client: Client, { code, state }: Callback, begun: OauthState): Promise<ProviderOutcome> {
  if (!client.$state.get().container) await client.refetch()
  const connectionsIn = ({ activeSignIn }: SessionContainer) =>
    activeSignIn?.user?.socialConnections.map(({ id }) => id) ?? []
  const { container } = client.$state.get()
  const signInId = container?.activeSignIn?.id
  const known = container ? connectionsIn(container) : []
  const isConnected = (after: SessionContainer) =>
    after.activeSignIn?.id === signInId && connectionsIn(after).some((id) => !known.includes(id))
  const answer = await client
    .mutate(
      {
        method: 'post',
        path: 'me/sso-connection-callback',
        query: { code, state },
        schema: cameBack(),
        idempotent: false,
      },
      { kind: 'connect-provider', applied: isConnected },
    )
    .catch(async (error: unknown) => {
      // Another tab with the same address may have spent the code.
      if (isRefusal(error) && error.status === 400) await client.refetch().catch(() => undefined)
      const { container } = client.$state.get()
      if (!container || !isConnected(container)) throw error
      return undefined
    })
    .catch(namedAs(400, 'social-account-already-connected', 'This account is already connected'))
  return { kind: 'connected', attemptId: '', signInId, redirectUri: answer?.redirect_uri || begun.redirectUri }
}

// Created on demand: bundlers keep every call at the top level of a file, even if it is not used.
const cameBack = () => object({ session: maybe(session), redirect_uri: text })
