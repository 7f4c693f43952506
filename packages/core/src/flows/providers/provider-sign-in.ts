import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import type { SessionState } from '../../model/session-state.js'
import { refuseBeyondLimit } from '../deployment/account-limit.js'
import { findAttempt } from '../engine/arrivals.js'
import { createFlow, type Engine } from '../engine/create-flow.js'
import { type FlowDeclaration, forAccount, type ToldStep } from '../engine/declaration.js'
import type { ChallengeOptions } from '../inputs/challenge.js'
import { handleCallback, type ProviderOutcome } from './provider-callback.js'
import type { ProviderState, ProviderStep } from './provider-steps.js'
import { addressOfProvider, addressToConnect, createDeparture, type NavigateOptions } from './provider-visit.js'

export interface ProviderSignInOptions extends ChallengeOptions, NavigateOptions {}

export interface ProviderSignInFlow {
  readonly $state: ReadableAtom<ProviderState>
  /**
   * Call it on the page that a provider returns to. It takes the code from the page's URL, or from the given `url`, and
   * exchanges it. A code is exchanged once, even if several flows of a client call this; after a `retryable` failure, another
   * call retries. Without a code in the URL it shows whether an account is signed in, as after an enterprise provider.
   *
   * Codes: `provider-refused`, with the provider's words as message; `invalid-state`, `invalid-code`,
   * `provider-not-configured`, `user-disabled`; for connections `social-account-already-connected`, `signed-out`.
   */
  readonly handleCallback: (url?: string) => Promise<ProviderState>
  /** Drops what is in progress and goes back to `start`. */
  readonly restart: () => void
}

/**
 * Signs in through social and enterprise providers, and connects their accounts with the active one. Leaves the page only
 * when an action is called.
 *
 * @example
 * ```ts
 * import { createProviderSignIn } from '@wachter/core/flows'
 *
 * const { step } = createProviderSignIn(client).$state.get()
 * if (step.kind === 'start') await step.signIn('google_oauth', { redirectUri: location.href })
 * ```
 * @example On the page that the provider returns to
 * ```ts
 * import { createProviderSignIn } from '@wachter/core/flows'
 *
 * const { step, error } = await createProviderSignIn(client).handleCallback()
 * if (step.kind === 'sign-in') location.assign(`/sign-in?signin_attempt_id=${step.attemptId}`)
 * ```
 *
 * @see PROTOCOL.md §3.3, §3.5, §7
 */
export const createProviderSignIn = (client: Client, options: ProviderSignInOptions = {}): ProviderSignInFlow =>
  createFlow<ProviderStep, ProviderSignInFlow>(client, (engine) => declareProviderSignIn(engine, options))

function declareProviderSignIn(
  { client, unlessLeft, restart, complete, signedIn }: Engine<ProviderStep>,
  options: ProviderSignInOptions,
): FlowDeclaration<ProviderStep, ProviderSignInFlow> {
  const departure = createDeparture(client, options, restart)
  let outcome: ProviderOutcome | undefined
  /** Whether the step is about connecting with the active account. */
  let isConnecting = false

  const forget = () => {
    departure.forget()
    outcome = undefined
    isConnecting = false
  }

  const signInAt = async (path: string, about: Readonly<Record<string, string>>, redirectUri: string | undefined) => {
    refuseBeyondLimit(client)
    const { getChallengeToken } = options
    const target = addressOfProvider(client.request, {
      path,
      about,
      redirectUri,
      ...(getChallengeToken && { getChallengeToken }),
    })
    departure.goTo(await unlessLeft(target))
  }

  const stepOf = ({ container }: SessionState, isComplete: boolean): ToldStep<ProviderStep> => {
    const url = departure.url()
    if (url !== undefined) return { kind: 'redirecting', url }
    if (!outcome) return { kind: 'start' }
    const { kind, attemptId, redirectUri } = outcome
    if (isComplete || kind === 'complete') {
      return container?.activeSignIn ? { kind: 'complete', redirectUri } : { kind: 'start' }
    }
    return kind === 'connected' ? { kind, redirectUri } : { kind, attemptId, redirectUri }
  }

  return {
    actions: {
      start: {
        signIn: (provider, { redirectUri } = {}) => signInAt('auth/oauth2/init', { provider }, redirectUri),
        connect: forAccount(async (account, provider, { redirectUri } = {}) => {
          const target = await unlessLeft(addressToConnect(client, account, provider, redirectUri))
          account.check()
          departure.goTo(target)
          isConnecting = true
        }),
        enterprise: (connectionId, { redirectUri } = {}) =>
          signInAt('auth/sso/login', { connection_id: connectionId }, redirectUri),
      },
    },
    always: {
      async handleCallback(given) {
        const found = await unlessLeft(handleCallback(client, given))
        if (!found) return
        forget()
        if (found.isArrival) signedIn()
        else complete(found.kind === 'complete')
        isConnecting = found.kind === 'connected'
        // Do not show a connection of another account.
        if (!isConnecting || client.$activeSignIn.get()?.id === found.signInId) outcome = found
      },
    },
    idle: ['start'],
    stepOf,
    forget,
    isFinished: () => outcome?.kind === 'sign-in' && findAttempt(client, outcome.attemptId)?.completed === true,
    isHolding: () => isConnecting,
    onAccountChanged() {
      if (isConnecting) forget()
    },
  }
}
