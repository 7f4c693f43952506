import type { WatchedServer } from '../../world/server.js'
import { contextKeyOf, type Tab } from '../../world/tab.js'
import type { Times } from '../../world/times.js'
import type { Violate } from '../violation.js'
import type { Roles } from './roles.js'

interface ConvergenceNeeds {
  readonly tabs: readonly Tab[]
  readonly server: WatchedServer
  readonly times: Times
  readonly roles: Roles
  readonly violate: Violate
}

/** Invariant (c): at rest every running tab shows the server's state. */
export function checkConvergence({ tabs, server, times, roles, violate }: ConvergenceNeeds): void {
  const { key } = server.observe()
  const truth = [
    key,
    ...server
      .signIns()
      .map(({ id }) => id)
      .toReversed(),
  ].join(' ')
  for (const tab of tabs) {
    if (tab.dead || !tab.isRunning()) continue
    const { status, pending, stale, container } = tab.client.$state.get()
    // The client does not check for inactive sign-ins that have expired.
    const listed = container?.signIns.filter(({ expiresAtMs = 0 }) => expiresAtMs > times.server()) ?? []
    const shown = [contextKeyOf(tab), ...listed.map(({ id }) => id)].join(' ')
    if (shown !== truth) violate('c: a tab that does not converge', `${tab.name} shows ${shown}, true is ${truth}`)
    const calm = status === (key === 'nobody' ? 'signed-out' : 'signed-in') && !pending && !stale
    if (!calm) violate('c: a tab that does not converge', `${tab.name} is ${status} ${pending ?? ''} stale ${stale}`)
    if (!roles.areShown(tab)) violate('c: a tab that does not converge', `${tab.name} shows roles of before`)
  }
}
