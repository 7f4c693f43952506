import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { forgetContext } from '../../model/context-digest.js'
import type { SessionState } from '../../model/session-state.js'
import { refuseBeyondLimit } from '../deployment/account-limit.js'
import { findAttempt } from '../engine/arrivals.js'
import { createFlow, type Engine } from '../engine/create-flow.js'
import { type FlowDeclaration, forAccount, type ToldStep } from '../engine/declaration.js'
import type { Navigate } from '../hosted-pages/hosted-pages.js'
import type { ChallengeOptions } from '../inputs/challenge.js'
import { handleCallback, type ProviderOutcome } from './provider-callback.js'
import type { ProviderState, ProviderStep } from './provider-steps.js'
import { addressOfProvider } from './provider-visit.js'

export interface ProviderSignInOptions extends ChallengeOptions {
  /** Navigates to the provider. `false`: the app opens `step.url` itself. Default: `location.assign`. */
  readonly navigate?: Navigate | false
}

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
  { navigate = leavePage, ...challenge }: ProviderSignInOptions,
): FlowDeclaration<ProviderStep, ProviderSignInFlow> {
  const { page } = client.ports
  let url: string | undefined
  let outcome: ProviderOutcome | undefined
  /** Whether the step is about connecting with the active account. */
  let isConnecting = false
  let unlisten: (() => void) | undefined

  const forget = () => {
    url = undefined
    outcome = undefined
    isConnecting = false
    unlisten?.()
    unlisten = undefined
  }

  const goTo = (target: string) => {
    if (navigate) {
      forgetContext(client)
      navigate(target, { replace: false })
      // A user who comes back with the back button can use the page again.
      unlisten ??= page.listen((signal) => {
        if (signal === 'resume') restart()
      })
    }
    url = target
  }

  const signInAt = async (path: string, about: Readonly<Record<string, string>>, redirectUri: string | undefined) => {
    refuseBeyondLimit(client)
    goTo(await unlessLeft(addressOfProvider(client, { path, about, redirectUri, ...challenge })))
  }

  const stepOf = ({ container }: SessionState, isComplete: boolean): ToldStep<ProviderStep> => {
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
          const about = { provider }
          const target = await unlessLeft(
            addressOfProvider(client, { path: 'me/init-sso-connection', about, redirectUri }),
          )
          account.check()
          goTo(target)
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

const leavePage: Navigate = (url) => globalThis.location?.assign(url)
