import type { WatchedServer } from '../../world/server.js'
import type { Tab } from '../../world/tab.js'
import type { Violate } from '../violation.js'

interface NeighbourNeeds {
  readonly tabs: readonly Tab[]
  readonly server: WatchedServer
  readonly neighbour: WatchedServer | undefined
  readonly violate: Violate
}

/** Invariant (k): two deployments on one page do not affect each other, and each has one browser session. */
export function checkNeighbours({ tabs, server, neighbour, violate }: NeighbourNeeds): void {
  for (const { rows, sessionId } of neighbour ? [server, neighbour] : [server]) {
    const others = rows().sessions.filter(({ id }) => id !== sessionId)
    if (others.length > 0) violate('k: a second browser session', `${others.length} beside ${sessionId}`)
  }
  const [signIn] = neighbour?.signIns() ?? []
  for (const tab of tabs) {
    if (!tab.neighbour || tab.dead || !tab.isRunning()) continue
    const { status, container } = tab.neighbour.$state.get()
    const shown = container?.activeSignIn?.id
    if (signIn && shown === signIn.id) continue
    violate('k: a deployment disturbed by another', `${tab.name}: the neighbour is ${status} ${shown ?? ''}`)
  }
}
