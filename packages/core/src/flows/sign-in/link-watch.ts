import type { Engine } from '../engine/create-flow.js'
import type { SignInStep } from './sign-in-steps.js'

/** A link may be opened where no message reaches us, so poll, within the server's limits, ms. */
const linkPollMs = 5_000

/** Fetches the session every few seconds while waiting for a link and the page is visible. */
export function createLinkWatch({ client, state, refresh }: Engine<SignInStep>) {
  const { clock, page } = client.ports
  let isAsking = false

  const isWaiting = () => {
    const { step } = state()
    return step.kind === 'verify-link' && step.sentAtMs !== undefined
  }

  return {
    /** When to fetch next; undefined while not waiting for a link. */
    wakeAtMs: (): number | undefined =>
      // After a failure, the error says when to retry.
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
