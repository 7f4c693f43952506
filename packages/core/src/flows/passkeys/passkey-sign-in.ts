import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { opaque } from '../../wire/primitives.js'
import { noteArrivals } from '../engine/arrivals.js'
import type { ChallengeOptions } from '../engine/challenge.js'
import { createFlow, type Engine } from '../engine/create-flow.js'
import { type FlowDeclaration, unqueued } from '../engine/declaration.js'
import { type Assertion, askForAssertion, waitForPick } from './assertion.js'
import { createCancellable } from './cancellable.js'
import { isAbort, isAutofillSupported, isWebAuthnSupported, unsupported } from './passkey-ceremony.js'
import type { PasskeySignInState, PasskeySignInStep } from './passkey-sign-in-steps.js'

export interface PasskeySignInFlow {
  readonly $state: ReadableAtom<PasskeySignInState>
  /** Whether this browser knows passkeys at all. A page on a domain of its own cannot use them all the same. */
  readonly isSupported: () => boolean
  /** Whether this browser can offer passkeys in the suggestions of an input. */
  readonly isAutofillSupported: () => Promise<boolean>
  /** Ends the ceremony that runs, and the offer of passkeys in an input. */
  readonly cancel: () => void
  /** Goes on from `complete`. */
  readonly restart: () => void
}

interface Offer {
  readonly controller: AbortController
  readonly done: Promise<PasskeySignInState>
}

/**
 * Signs in with passkeys. Asks neither person nor server anything by itself.
 *
 * @see PROTOCOL.md §3.3
 */
export const createPasskeySignIn = (client: Client, options: ChallengeOptions = {}): PasskeySignInFlow =>
  createFlow<PasskeySignInStep, PasskeySignInFlow>(client, (engine) => declarePasskeySignIn(engine, options))

function declarePasskeySignIn(
  engine: Engine<PasskeySignInStep>,
  options: ChallengeOptions,
): FlowDeclaration<PasskeySignInStep, PasskeySignInFlow> {
  const { client, complete, refresh, act, state } = engine
  const asking = createCancellable()
  let offer: Offer | undefined

  const withdraw = () => {
    offer?.controller.abort()
    offer = undefined
  }

  const finish = async (form: Assertion) => {
    const { account } = await noteArrivals(client)
    await client.mutate(
      { method: 'post', path: 'auth/passkey/login/finish', form, schema: opaque },
      { kind: 'sign-in', scope: 'session', applied: account },
    )
    complete(true)
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
        // Another ceremony has taken its place, or it is not wanted any more.
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
    // An offer stands on, whatever came of an earlier one.
    forget: () => undefined,
  }
}
