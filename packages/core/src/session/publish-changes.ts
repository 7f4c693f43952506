import type { ClientEvents, Events } from './events.js'
import type { SessionStore } from './state/store.js'

/** Publishes what a transition of the state means to the app. */
export function publishChanges(store: SessionStore, emit: Events<ClientEvents>['emit']): void {
  store.onTransition(({ before, after, contextChanged, ending }) => {
    const signIn = after.container?.activeSignIn
    const previous = before.container?.activeSignIn
    if (contextChanged) emit('context-changed', { signIn })
    if (signIn && !previous) emit('signed-in', { signIn })
    if (ending && previous) emit('signed-out', { reason: ending, signIn: previous })
  })
}
