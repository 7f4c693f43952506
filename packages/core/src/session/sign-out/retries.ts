import type { Clock, Page } from '../../ports.js'
import type { Scope } from '../../scope.js'
import type { SessionStore } from '../state/store.js'
import type { SignOutNotes } from './notes.js'
import type { SignOut } from './sign-out.js'

interface RetryNeeds {
  readonly scope: Scope
  readonly store: SessionStore
  readonly notes: SignOutNotes
  readonly clock: Clock
  readonly page: Page
  readonly carryOut: SignOut['carryOut']
}

/** Retries failed sign-outs when they are due; one page at a time. */
export function startSignOutRetries({ scope, store, notes, clock, page, carryOut }: RetryNeeds): void {
  const timer = scope.timer(clock)
  let isTrying = false
  const pending = () => notes.pending(store.container()?.id)

  const retry = async () => {
    const due = pending().filter(({ dueAtMs }) => dueAtMs <= clock.now())
    if (due.length > 0 && !isTrying && store.isCertain()) {
      isTrying = true
      await carryOut(async () => due.map(({ signInId }) => signInId)).catch(() => undefined)
      isTrying = false
    }
    plan()
  }

  const plan = () => {
    notes.tidy()
    // The active account must be certain, because it must stay active.
    const told = notes.all().filter(({ state }) => state === 'told')
    const due = [...told, ...(isTrying || !store.isCertain() ? [] : pending())].map(({ dueAtMs }) => dueAtMs)
    if (due.length > 0) timer.set(() => void retry(), Math.max(0, Math.min(...due) - clock.now()))
    else timer.clear()
  }

  scope.add(notes.listen(plan))
  scope.add(
    store.onTransition(({ answer }) => {
      if (answer) notes.compare(answer)
      plan()
    }),
  )
  scope.add(
    page.listen((signal) => {
      if (signal === 'online') notes.hurry()
    }),
  )
  plan()
}
