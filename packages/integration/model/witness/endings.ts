import type { WatchedServer } from '../server.js'
import type { Tab } from '../tab.js'
import type { Owner } from '../timeline.js'
import type { Violate } from './violation.js'

interface EndingNeeds {
  readonly server: WatchedServer
  readonly trace: (line: string) => void
  readonly violate: Violate
}

/** Invariant (d): nobody is signed out without the server's word or expiry, and who is stays so. */
export function watchEndings({ server, trace, violate }: EndingNeeds) {
  const signedOutByCall = new Set<string>()
  const signedOutIn = new Map<Owner, readonly string[]>()
  const mustBeGone = new Set<string>()
  let clockWasMoved = false

  return {
    clockMoved() {
      clockWasMoved = true
    },
    /** These accounts were signed out by a call: that ends them, whatever the network does. */
    signsOut(tab: Tab, ids: readonly string[]) {
      for (const id of ids) signedOutByCall.add(id)
      signedOutIn.set(tab, [...(signedOutIn.get(tab) ?? []), ...ids])
      return () => {
        for (const id of ids) mustBeGone.add(id)
      }
    },
    watch(tab: Tab) {
      const { client } = tab
      /** The sign-in shown last, and the server's era when it first was. */
      let last: { readonly signInId: string; readonly era: number } | undefined
      let isShown = false
      client.$state.listen(({ container }) => {
        const signInId = container?.activeSignIn?.id
        if (signInId && signedOutIn.get(tab)?.includes(signInId)) {
          violate('d: a sign-out undone', `${tab.name} shows ${signInId} again`)
        }
        const isSame = isShown && last?.signInId === signInId
        isShown = signInId !== undefined
        if (signInId && !isSame) last = { signInId, era: server.observe().number }
      })
      client.on('signed-out', ({ reason, signIn }) => {
        trace(`${tab.name} signed-out ${reason}`)
        if (signedOutByCall.has(signIn.id)) return
        if (reason === 'expired' && clockWasMoved) return
        server.observe()
        const stood = server.eras().slice(last?.signInId === signIn.id ? last.era : 0)
        if (stood.every(({ tuple }) => tuple?.signInId === signIn.id)) {
          violate('d: signed out without a reason', `${tab.name}: ${reason}, but the server has ${signIn.id} active`)
        }
      })
    },
    checkEnd(someRuns: boolean) {
      const signIns = server.signIns().map(({ id }) => id)
      for (const id of someRuns ? mustBeGone : []) {
        if (signIns.includes(id)) violate('d: a sign-out that did not happen', `the server still has ${id}`)
      }
    },
  }
}
