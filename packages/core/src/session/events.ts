import { callSafely } from '../call-safely.js'
import type { SignIn } from '../model/session.js'
import type { SignedOutReason } from '../model/session-state.js'

export interface ClientEvents {
  /** An account became active, and none was active before. */
  'signed-in': { readonly signIn: SignIn }
  /** The session ended. Published in every tab, after the state shows it. */
  'signed-out': { readonly reason: SignedOutReason; readonly signIn: SignIn }
  /** The session will end at this instant on the server's clock, epoch ms. */
  'session-expiring': { readonly expiresAtMs: number }
  /** Account, organization or workspace changed: data cached for the previous ones is invalid. */
  'context-changed': { readonly signIn: SignIn | undefined }
}

export interface Events<M> {
  readonly emit: <E extends keyof M>(type: E, event: M[E]) => void
  /** Subscribes to an event. Returns a function that unsubscribes. */
  readonly on: <E extends keyof M>(type: E, listener: (event: M[E]) => void) => () => void
}

export function createEvents<M>(): Events<M> {
  const subscriptions = new Set<{ readonly type: keyof M; readonly listener: (event: never) => void }>()
  return {
    emit(type, event) {
      // A copy: a listener that subscribes again while it is called gets the next event, not this one.
      for (const subscription of [...subscriptions]) {
        const { type: wanted, listener } = subscription
        if (wanted === type && subscriptions.has(subscription)) callSafely(() => listener(event as never))
      }
    },
    on(type, listener) {
      const subscription = { type, listener }
      subscriptions.add(subscription)
      return () => subscriptions.delete(subscription)
    },
  }
}
