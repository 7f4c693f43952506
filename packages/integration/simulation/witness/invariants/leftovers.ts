import type { Channels } from '../../world/channels.js'
import type { Tab } from '../../world/tab.js'
import type { Violate } from '../violation.js'

/** Invariant (g), right after `stop`: no channel or listener is left. Timers of pending requests end with them. */
export function checkStopped(tab: Tab, channels: Channels, violate: Violate): void {
  const lines = channels.openOf(tab)
  const listeners = tab.pageListeners()
  if (tab.isLeaving() || (!lines && !listeners)) return
  violate('g: something left after stop', `${tab.name}: ${lines} lines, ${listeners} page listeners`)
}

/** Invariant (g), when all requests have ended: no timer is left. */
export function checkUnscheduled(tab: Tab, violate: Violate): void {
  const timers = tab.timers().length
  if (!tab.isRunning() && timers > 0) violate('g: something left after stop', `${tab.name}: ${timers} timers`)
}
