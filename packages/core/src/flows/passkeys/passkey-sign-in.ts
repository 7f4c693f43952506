import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { opaque } from '../../wire/primitives.js'
import { noteArrivals } from '../engine/arrivals.js'
import { createFlow, type Engine } from '../engine/create-flow.js'
import { type FlowDeclaration, unqueued } from '../engine/declaration.js'
import type { ChallengeOptions } from '../inputs/challenge.js'
import { type Assertion, askForAssertion, waitForPick } from './assertion.js'
import { createCancellable } from './cancellable.js'
import { isAbort, isAutofillSupported, isWebAuthnSupported, unsupported } from './passkey-ceremony.js'
import type { PasskeySignInState, PasskeySignInStep } from './passkey-sign-in-steps.js'

export interface PasskeySignInFlow {
  readonly $state: ReadableAtom<PasskeySignInState>
  /** Whether this browser supports passkeys. A page on another domain than the deployment's cannot use them anyway. */
  readonly isSupported: () => boolean
  /** Whether this browser can offer passkeys in the suggestions of an input. */
  readonly isAutofillSupported: () => Promise<boolean>
  /** Cancels the current ceremony, and the offer of passkeys in an input. */
  readonly cancel: () => void
  /** Goes back to `start`, to add an account. */
  readonly restart: () => void
}

interface Offer {
  readonly controller: AbortController
  readonly done: Promise<PasskeySignInState>
}

/**
 * Signs in with passkeys. Prompts and requests nothing by itself.
 *
 * @example
 * ```ts
 * import { createPasskeySignIn } from '@wachter/core/flows'
 *
 * const passkeys = createPasskeySignIn(client)
 * const { step } = passkeys.$state.get()
 * if (step.kind === 'start' && passkeys.isSupported()) await step.signIn()
 * ```
 * @example Offered in an `<input autocomplete="username webauthn">`
 * ```ts
 * import { createPasskeySignIn } from '@wachter/core/flows'
 *
 * const { step } = createPasskeySignIn(client).$state.get()
 * if (step.kind === 'start') void step.signIn({ autofill: true })
 * ```
 *
 * @see PROTOCOL.md §3.3
 */
export const createPasskeySignIn = (client: Client, options: ChallengeOptions = {}): PasskeySignInFlow =>
  createFlow<PasskeySignInStep, PasskeySignInFlow>(client, (engine) => declarePasskeySignIn(engine, options))

function declarePasskeySignIn(
  engine: Engine<PasskeySignInStep>,
  options: ChallengeOptions,
): FlowDeclaration<PasskeySignInStep, PasskeySignInFlow> {
  const { client, signedIn, refresh, act, state, begin } = engine
  const asking = createCancellable()
  let offer: Offer | undefined

  const withdraw = () => {
    offer?.controller.abort()
    offer = undefined
  }

  const finish = async (form: Assertion) => {
    const { check } = begin()
    const { account } = await noteArrivals(client)
    check()
    await client.mutate(
      { method: 'post', path: 'auth/passkey/login/finish', form, schema: opaque },
      { kind: 'sign-in', scope: 'session', applied: account },
    )
    check()
    signedIn()
  }

  const offerAutofill = (): Promise<PasskeySignInState> => {
    if (offer) return offer.done
    const controller = new AbortController()
    const wait = async () => {
      if (!(await isAutofillSupported())) throw unsupported()
      return waitForPick({ client, options, signal: controller.signal })
    }
    const end = () => {
      if (offer?.controller === controller) offer = undefined
      refresh()
    }
    const done = wait().then(
      (assertion) => {
        end()
        return act('sign-in', assertion.id, () => finish(assertion))
      },
      (error: unknown) => {
        end()
        // Another ceremony replaced it, or it was cancelled.
        if (isAbort(error)) return state()
        return act('offer', undefined, () => Promise.reject(error))
      },
    )
    offer = { controller, done }
    refresh()
    return done
  }

  const askAtOnce = () =>
    act('sign-in', undefined, () =>
      asking.run(async (signal) => {
        withdraw()
        await finish(await askForAssertion({ client, options, signal }))
      }),
    )

  return {
    actions: {
      start: { signIn: unqueued(({ autofill = false } = {}) => (autofill ? offerAutofill() : askAtOnce())) },
    },
    always: {},
    others: {
      isSupported: isWebAuthnSupported,
      isAutofillSupported,
      cancel() {
        withdraw()
        asking.cancel()
        refresh()
      },
    },
    idle: ['loading', 'start'],
    stepOf({ container }, isComplete) {
      if (!container) return { kind: 'loading' }
      if (isComplete && container.activeSignIn) return { kind: 'complete' }
      return { kind: 'start', isOffered: offer !== undefined }
    },
    // An offer goes on after `restart`.
    forget: asking.cancel,
  }
}
