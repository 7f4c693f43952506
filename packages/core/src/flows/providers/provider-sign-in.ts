import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import type { SessionState } from '../../model/session-state.js'
import { refuseBeyondLimit } from '../deployment/account-limit.js'
import { findAttempt } from '../engine/arrivals.js'
import type { ChallengeOptions } from '../engine/challenge.js'
import { createFlow, type Engine } from '../engine/create-flow.js'
import { type FlowDeclaration, forAccount, type ToldStep } from '../engine/declaration.js'
import type { Navigate } from '../hosted-pages/hosted-pages.js'
import { handleCallback, type ProviderOutcome } from './provider-callback.js'
import type { ProviderState, ProviderStep } from './provider-steps.js'
import { addressOfProvider } from './provider-visit.js'

export interface ProviderSignInOptions extends ChallengeOptions {
  /** Leaves the page for the provider. `false`: the app opens `step.url` itself. Default: `location.assign`. */
  readonly navigate?: Navigate | false
}

export interface ProviderSignInFlow {
  readonly $state: ReadableAtom<ProviderState>
  /**
   * On the page a provider leads back to: spends what it sent, which is taken out of the page's address, or out of the
   * `url` given. However often it is called, and by however many flows of a client, a code is spent once; after a failure
   * that is `retryable` another call tries again. An address without any of it shows who is signed in, as it is after a
   * company's own provider.
   *
   * Codes: `provider-refused`, with the provider's words as message; `invalid-state`, `invalid-code`,
   * `provider-not-configured`, `user-disabled`; for connections `social-account-already-connected`, `signed-out`.
   */
  readonly handleCallback: (url?: string) => Promise<ProviderState>
  /** Leaves whatever is in progress. */
  readonly restart: () => void
}

/**
 * Signs in through social and company providers, and connects accounts there with the active one. Leaves the page only
 * when told to.
 *
 * @see PROTOCOL.md §3.3, §3.5, §7
 */
export const createProviderSignIn = (client: Client, options: ProviderSignInOptions = {}): ProviderSignInFlow =>
  createFlow<ProviderStep, ProviderSignInFlow>(client, (engine) => declareProviderSignIn(engine, options))

function declareProviderSignIn(
  { client, unlessLeft, restart, complete }: Engine<ProviderStep>,
  { navigate = leavePage, ...challenge }: ProviderSignInOptions,
): FlowDeclaration<ProviderStep, ProviderSignInFlow> {
  const { page } = client.ports
  let url: string | undefined
  let outcome: ProviderOutcome | undefined
  /** Whether what is shown is about connecting with the active account, and no other. */
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
      navigate(target, { replace: false })
      // Whoever comes back by the browser's own button finds a page that can be used.
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
        complete(found.kind === 'complete')
        isConnecting = found.kind === 'connected'
        // What was connected with another account is nothing to show of this one.
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
