/** Long enough for a client's work before it sends a request, and after an answer, ms. */
const promptMs = 1_000
/** @param {string} who got a token */
export const isGone = (who) => who === 'none' || who === 'refused'

/**
 * Asks for a token of A, changes the identity before the answer arrives, and tells whose token that call and the next one get.
 *
 * @param {import('../stage/stage.js').Stage} stage
 * @param {'switchToB' | 'signOut'} change
 */
async function changeDuringRequest({ peer, network, time, whose }, change) {
  network.break({ kind: 'held' })
  const pending = whose(peer.renew())
  await time.sleep(promptMs)
  const changing = peer[change]().catch(() => undefined)
  await time.sleep(promptMs)
  network.heal()
  const whoIsPending = await pending
  await changing
  return { pending: whoIsPending, next: await whose(peer.read()) }
}

/**
 * Changes the identity in this tab, and tells whose token the other tab gets once a person looks at it.
 *
 * @param {import('../stage/stage.js').Stage} stage
 * @param {'switchToB' | 'signOut'} change
 */
async function changeInOtherTab({ peer, time, whose, openTab }, change) {
  const tab = openTab()
  const before = await whose(tab.read())
  if (before !== 'A') throw new Error(`The other tab is not signed in as A: ${before}`)
  await peer[change]()
  await time.sleep(promptMs)
  await tab.focus()
  await time.sleep(promptMs)
  return whose(tab.read())
}

/** The app changes who is signed in. @type {Record<string, import('./scenarios.js').Scenario>} */
export const identityScenarios = {
  switchDuringRequest: {
    title: 'A switch to B during a token request: the call and the next one get B, or are refused',
    async play(stage) {
      const { pending, next } = await changeDuringRequest(stage, 'switchToB')
      return { passed: pending !== 'A' && next === 'B', saw: `${pending}, then ${next}` }
    },
  },
  signOutDuringRequest: {
    title: 'A sign-out during a token request: the call and the next one get nothing',
    async play(stage) {
      const { pending, next } = await changeDuringRequest(stage, 'signOut')
      return { passed: isGone(pending) && isGone(next), saw: `${pending}, then ${next}` }
    },
  },
  switchInOtherTab: {
    title: 'Another tab switched to B: this one gets B',
    tabs: true,
    async play(stage) {
      const who = await changeInOtherTab(stage, 'switchToB')
      return { passed: who === 'B', saw: who }
    },
  },
  signOutInOtherTab: {
    title: 'Another tab signed out: this one gets nothing',
    tabs: true,
    async play(stage) {
      const who = await changeInOtherTab(stage, 'signOut')
      return { passed: isGone(who), saw: who }
    },
  },
}
