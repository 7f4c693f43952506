import { SessionError } from '../../errors.js'
import type { SessionContainer, SignInAttempt } from '../../model/session.js'
import { opaque } from '../../wire/primitives.js'
import type { AttemptTracker } from '../attempts/tracker.js'
import { watchAccounts } from '../engine/arrivals.js'
import type { Engine } from '../engine/create-flow.js'
import { namedAs } from '../engine/refusals.js'
import { type Redemption, takeParameters } from '../inputs/page-parameters.js'

/** Redeems the token of a magic link, on the page that the link opens. */
export const createLinkRedemption =
  ({ client, begin, complete }: Engine<unknown>, tracker: AttemptTracker<SignInAttempt>) =>
  async (redemption?: Redemption): Promise<void> => {
    const given = redemption ?? takeParameters(client.ports.page, 'token', 'attempt')
    if (!given?.token || !given.attempt) throw new SessionError('link-rejected', 'This is not a sign-in link')
    const { token, attempt } = given
    const { check } = begin()
    const hasNewAccount = watchAccounts(client)
    const isOpened = ({ signInAttempts }: SessionContainer) =>
      signInAttempts.some(
        ({ id, completed, currentStep }) => id === attempt && (completed || currentStep !== 'verify_email_link'),
      )
    await client
      .mutate(
        { path: 'auth/verify-magic-link', query: { token, attempt }, schema: opaque, idempotent: false },
        {
          kind: 'sign-in',
          scope: 'session',
          applied: (container) => isOpened(container) || hasNewAccount(container),
        },
      )
      .catch(namedAs(400, 'link-rejected', 'The link is wrong, already used or expired'))
    check()
    tracker.adopt(attempt)
    const opened = tracker.find()
    // The attempt belongs to the browser that began it, or the account is already signed in: nothing remains to do.
    const isDone = !opened || (opened.currentStep === 'verify_email_link' && !opened.completed)
    complete(isDone)
    if (isDone) tracker.forget()
  }
