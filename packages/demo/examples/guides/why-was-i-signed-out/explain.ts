import type { Client, SignedOutReason } from '@wachter/core'

const texts: Record<SignedOutReason, string> = {
  here: 'You signed out.',
  elsewhere: 'You signed out, or changed the account, in another tab.',
  expired: 'Your session has expired.',
  revoked: 'Your session was ended on another device or by an administrator.',
  replaced: 'Your session was ended.',
}

/** Calls `show` with the reason when the session ends. Returns a function that stops. */
export function explainSignOuts(client: Client, show: (text: string) => void): () => void {
  return client.on('signed-out', ({ reason }) => show(texts[reason]))
}
