import type { Doing, Heard } from '../steps/steps.js'
import type { Witness } from '../witness/witness.js'
import type { Tab } from '../world/tab.js'
import { AppBug } from './app-bug.js'
import { atom, computed } from './core-stores.js'

interface AppListenerNeeds {
  readonly tab: Tab
  readonly witness: Witness
  readonly now: () => number
  readonly organizationId: string
}

/** Maximum changes of one listener: more would be an endless loop of the app itself. */
const mostChanges = 2
/** More calls of one listener at one instant are a violation. */
const mostCalls = 50

/** Adds an app listener to a client that does something unusual, allowed or not. */
export function listenAsApp(to: Heard, and: Doing, needs: AppListenerNeeds): void {
  const { tab, witness, now, organizationId } = needs
  const { client } = tab
  const subscribe = (listener: () => void): (() => void) => {
    if (to === 'state') return client.$state.listen(listener)
    if (to === 'user') return client.$user.listen(listener)
    return client.on(to, listener)
  }
  const fail = () => {
    throw new AppBug('a bug of the app')
  }

  switch (and) {
    case 'throw':
      subscribe(fail)
      return
    case 'throw-derived': {
      const $name = computed(client.$session, (session: { id: string } | null) => session?.id)
      $name.listen(fail)
      return
    }
    case 'throw-set': {
      const $count = atom(0)
      $count.listen(fail)
      subscribe(() => $count.set($count.get() + 1))
      return
    }
    case 'change': {
      let changes = 0
      subscribe(() => {
        if (changes++ >= mostChanges) return
        witness.change(tab, 'change', 'switchOrganization, in a listener', () =>
          client.switchOrganization(organizationId),
        )
      })
      return
    }
    case 'subscribe-again': {
      let calls = 0
      let atMs = 0
      const arm = () => {
        const stop = subscribe(() => {
          stop()
          calls = atMs === now() ? calls + 1 : 1
          atMs = now()
          if (calls <= mostCalls) return arm()
          witness.violate('j: a listener called without end', `${tab.name}: ${calls} times for one ${to}`)
        })
      }
      arm()
      return
    }
    case 'stop':
      subscribe(() => tab.stop())
  }
}
