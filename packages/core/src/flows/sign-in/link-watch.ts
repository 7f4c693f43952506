import type { Engine } from '../engine/create-flow.js'
import type { SignInStep } from './sign-in-steps.js'

/** A link may be opened where no message tells of it; within the server's limits we look this often. */
const linkPollMs = 5_000

/** Asks for the session every few seconds while a link is waited for and the page is visible. */
export function createLinkWatch({ client, state, refresh }: Engine<SignInStep>) {
  const { clock, page } = client.ports
  let isAsking = false

  const isWaiting = () => {
    const { step } = state()
    return step.kind === 'verify-link' && step.sentAtMs !== undefined
  }

  return {
    /** When it is to be asked for next; undefined while no link is waited for. */
    wakeAtMs: (): number | undefined =>
      // Where asking failed, the session knows when to ask again.
      isWaiting() ? clock.now() + Math.max(linkPollMs, client.$state.get().error?.retryAfterMs ?? 0) : undefined,
    onWake() {
      if (isAsking || !isWaiting() || !page.isVisible()) return
      isAsking = true
      void client
        .refetch()
        .catch(() => undefined)
        .finally(() => {
          isAsking = false
          refresh()
        })
    },
  }
}
