import type { ReadableAtom } from 'nanostores'
import type { Client } from '../client.js'
import { SessionError } from '../errors.js'
import type { SessionState } from '../model/session-state.js'
import { object, text } from '../wire/primitives.js'
import { refuseBeyondLimit } from './account-limit.js'
import { createCompletion } from './accounts-left.js'
import { findAttempt } from './arrivals.js'
import { requireText } from './attempt.js'
import { type ChallengeOptions, challenged } from './challenge.js'
import type { Navigate } from './hosted-pages.js'
import { type Binding, createMachine } from './machine.js'
import { handleCallback, type ProviderOutcome } from './provider-callback.js'
import { namedAs } from './refusals.js'
import type { ProviderOptions, SocialStartStep, SocialState, SocialStep } from './social-steps.js'

export interface SocialOptions extends ChallengeOptions {
  /** Leaves the page for the provider. `false`: the app opens `step.url` itself. Default: `location.assign`. */
  readonly navigate?: Navigate | false
}

export interface SocialFlow {
  readonly $state: ReadableAtom<SocialState>
  /**
   * On the page a provider leads back to: spends what it sent, which is taken out of the page's address, or out of the
   * `url` given. However often it is called, and by however many flows of a client, a code is spent once; after a failure
   * that is `retryable` another call tries again. An address without any of it shows who is signed in, as it is after a
   * company's own provider.
   *
   * Codes: `provider-refused`, with the provider's words as message; `invalid-state`, `invalid-code`,
   * `provider-not-configured`, `user-disabled`; for connections `social-account-already-connected`, `signed-out`.
   */
  readonly handleCallback: (url?: string) => Promise<SocialState>
  /** Leaves whatever is in progress. */
  readonly restart: () => void
}

/**
 * Signs in through social and company providers, and connects accounts there with the active one. Leaves the page only
 * when told to.
 *
 * @see PROTOCOL.md §3.3, §3.5, §7
 */
export function createSocial(client: Client, options: SocialOptions = {}): SocialFlow {
  const { page } = client.ports
  const { navigate = leave } = options
  let url: string | undefined
  let outcome: ProviderOutcome | undefined
  /** Whether what is shown is about connecting with the active account, and no other. */
  let isConnecting = false
  const completion = createCompletion()
  let unlisten: (() => void) | undefined

  const forget = () => {
    url = undefined
    outcome = undefined
    isConnecting = false
    completion.reset()
    unlisten?.()
    unlisten = undefined
  }

  const restart = () => {
    forget()
    machine.leave()
  }

  const visit = async (
    path: string,
    about: Readonly<Record<string, string>>,
    { redirectUri }: ProviderOptions,
    { protection = options, account }: { readonly protection?: ChallengeOptions; readonly account?: Binding } = {},
  ) => {
    for (const [name, value] of Object.entries(about)) requireText(name, value)
    // The state a provider carries is cut there (PROTOCOL.md §3.3).
    if (redirectUri?.includes('|')) throw new SessionError('invalid-argument', 'redirectUri must not contain |')
    const asking = challenged(protection, (challenge) =>
      client.request({
        method: 'post',
        path,
        query: { ...about, redirect_uri: redirectUri },
        form: { ...challenge },
        schema: authorization(),
      }),
    )
      .catch(namedAs(400, 'redirect-uri-rejected', 'The server does not lead there'))
      .catch(namedAs(404, 'connection-not-found', 'There is no such connection'))
    const answer = await machine.unlessLeft(asking)
    account?.check()
    const target = answer.oauth_url || answer.sso_url
    if (!/^https?:\/\//i.test(target)) throw new SessionError('invalid-response', `${path} gave no address to go to`)
    if (navigate) {
      navigate(target, { replace: false })
      // Whoever comes back by the browser's own button finds a page that can be used.
      unlisten ??= page.listen((signal) => {
        if (signal === 'resume') restart()
      })
    }
    url = target
    isConnecting = account !== undefined
  }

  const start: SocialStartStep = {
    kind: 'start',
    signIn: (provider, more = {}) =>
      machine.act('start', 'sign-in', [provider, more], () => {
        refuseBeyondLimit(client)
        return visit('auth/oauth2/init', { provider }, more)
      }),
    connect(provider, more = {}) {
      const account = machine.bindToAccount()
      return machine.act('start', 'connect', [provider, more, account.account], async () => {
        account.check()
        await visit('me/init-sso-connection', { provider }, more, { protection: {}, account })
      })
    },
    enterprise: (connectionId, more = {}) =>
      machine.act('start', 'enterprise', [connectionId, more], () => {
        refuseBeyondLimit(client)
        return visit('auth/sso/login', { connection_id: connectionId }, more)
      }),
  }

  const stepOf = ({ container }: SessionState): SocialStep => {
    if (url !== undefined) return { kind: 'redirecting', url, restart }
    if (!outcome) return start
    const { kind, attemptId, redirectUri } = outcome
    const isFinished = kind === 'sign-in' && findAttempt(client, attemptId)?.completed
    if (kind === 'complete' || isFinished) {
      // Signed out since: it is time to begin anew.
      if (container && completion.isUndone(container)) forget()
      return container?.activeSignIn && outcome ? { kind: 'complete', redirectUri, restart } : start
    }
    return kind === 'connected' ? { kind, redirectUri, restart } : { kind, attemptId, redirectUri, restart }
  }

  const machine = createMachine<SocialStep>({
    client,
    stepOf,
    isHolding: () => isConnecting,
    onAccountChanged() {
      if (isConnecting) forget()
    },
  })

  return {
    $state: machine.$state,
    restart,
    handleCallback: (given) =>
      machine.act(undefined, 'handle-callback', given, async () => {
        const found = await machine.unlessLeft(handleCallback(client, given))
        if (!found) return
        forget()
        isConnecting = found.kind === 'connected'
        // What was connected with another account is nothing to show of this one.
        if (!isConnecting || client.$activeSignIn.get()?.id === found.signInId) outcome = found
      }),
  }
}

// Made when it is needed: a bundler keeps every call at the top of a file, whoever uses it.
const authorization = () => object({ oauth_url: text, sso_url: text })

const leave: Navigate = (url) => globalThis.location?.assign(url)
