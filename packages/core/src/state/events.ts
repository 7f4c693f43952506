import type { SignedOutReason } from '../model/ending.js'
import type { SignIn } from '../model/session.js'

export interface ClientEvents {
  /** Somebody is signed in where nobody was. */
  'signed-in': { readonly signIn: SignIn }
  /** The session ended. Told in every tab, after the state shows it. */
  'signed-out': { readonly reason: SignedOutReason; readonly signIn: SignIn }
  /** The session will end at this instant on the server's clock, epoch ms. */
  'session-expiring': { readonly expiresAtMs: number }
  /** Account, organization or workspace are others now: data cached for the old ones is void. */
  'context-changed': { readonly signIn: SignIn | undefined }
}

export interface Events<M> {
  readonly emit: <E extends keyof M>(type: E, event: M[E]) => void
  /** Listens to an event. Returns a function that stops. */
  readonly on: <E extends keyof M>(type: E, listener: (event: M[E]) => void) => () => void
}

export function createEvents<M>(): Events<M> {
  const subscriptions = new Set<{ readonly type: keyof M; readonly listener: (event: never) => void }>()
  return {
    emit(type, event) {
      for (const { type: wanted, listener } of subscriptions) {
        if (wanted === type) callSafely(listener, event as never)
      }
    },
    on(type, listener) {
      const subscription = { type, listener }
      subscriptions.add(subscription)
      return () => subscriptions.delete(subscription)
    },
  }
}

/** Calls a listener of the app. What it throws is reported and hurts nobody else. */
export function callSafely<A extends readonly unknown[]>(listener: (...args: A) => void, ...args: A): void {
  try {
    listener(...args)
  } catch (error) {
    const report = (globalThis as { reportError?: (error: unknown) => void }).reportError ?? console.error
    report(error)
  }
}
