import type { SessionStore } from './state/store.js'

/** A bundler replaces the expression `process.env.NODE_ENV`, and leaves out what is not for production. */
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/** In development, says once what does not answer: a page without an emulator would stay empty, and nobody knew why. */
export function hintWhenUnreachable(store: SessionStore, baseUrl: string): void {
  // Not `typeof process`: in a page there is none, also where a bundler has replaced the expression.
  try {
    if (process.env.NODE_ENV === 'development') hint(store, baseUrl)
  } catch {
    // Without a bundler, it is not known whether this is development.
  }
}

function hint(store: SessionStore, baseUrl: string): void {
  const unlisten = store.onTransition(({ after: { status, stale, error } }) => {
    // A page that a server rendered has a state before the first answer.
    if (status !== 'unavailable' && !(stale && error?.code === 'offline')) return
    unlisten()
    const cure = 'Is it running? `npx wachter-emulator` starts a Wacht on this machine, and prints its key.'
    console.warn(`Wachter: ${baseUrl} does not answer (${error?.code}). ${cure}`)
  })
}
