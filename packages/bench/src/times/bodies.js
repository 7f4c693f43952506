import { createLiveTab } from '../world/live-tab.js'
import { race } from './race.js'
import { renamed, replay } from './snapshot.js'
import { exponentOf } from './statistics.js'

/** Sessions with more and more in them: 3 kB, 11 kB, 300 kB. */
const bodies = [
  { name: 'one account without an organization', edit: bare },
  { name: 'two accounts in organizations', edit: (/** @type {any} */ answer) => answer },
  { name: '80 accounts in organizations', edit: (/** @type {any} */ answer) => withAccounts(answer, 80) },
]

/** From a session's JSON, in which a name has changed, to the atoms, by the size of the body. */
export async function raceBodies() {
  const rows = []
  for (const { name, edit } of bodies) {
    const [parse, commit, bytes] = await raceBody(edit)
    rows.push({ name, bytes, parseNs: parse.ns, ns: commit.ns, ratio: commit.ratio, spread: commit.spread })
  }
  const exponent = exponentOf(
    rows.map(({ bytes }) => bytes),
    rows.map(({ ns }) => ns),
  )
  return { rows, exponent }
}

/** How many accounts a session has. */
export const accountCounts = [5, 50, 500, 5_000]

/** The same with many accounts, each in its own organization. */
export async function growAccounts() {
  const ms = []
  for (const count of accountCounts) {
    const [, commit] = await raceBody((answer) => withAccounts(answer, count))
    ms.push(commit.ns / 1e6)
  }
  return { name: 'sign-ins: an answer with a changed name', ms, exponent: exponentOf(accountCounts, ms) }
}

/**
 * @param {(answer: any) => any} edit
 * @returns {Promise<[import('./race.js').Lap, import('./race.js').Lap, number]>}
 */
async function raceBody(edit) {
  const tab = await createLiveTab()
  const answer = edit(JSON.parse(tab.body))
  const text = JSON.stringify(answer)
  const commit = replay(tab, renamed)
  const [parsed, committed] = await race({
    'JSON.parse': () => JSON.parse(text),
    'JSON.parse + validate + commit': () => commit(JSON.parse(text).data),
  })
  if (!parsed || !committed || tab.client.$signIns.get().length !== answer.data.signins.length)
    throw new Error('The committed session does not have all accounts')
  tab.client.stop()
  return [parsed, committed, text.length]
}

/** @param {any} answer */
function bare(answer) {
  const { active_signin: account } = answer.data
  const alone = { ...account, user: { ...account.user, user_phone_numbers: [], primary_phone_number: null } }
  for (const kind of ['organization', 'workspace']) {
    alone[`active_${kind}_membership`] = null
    alone[`active_${kind}_membership_id`] = null
    alone.user[`active_${kind}_membership_id`] = null
  }
  return { ...answer, data: { ...answer.data, active_signin: alone, signins: [alone] } }
}

/** @param {any} answer @param {number} count */
function withAccounts(answer, count) {
  const { active_signin: account } = answer.data
  // The first one keeps its id, because it is the active one.
  const signins = Array.from({ length: count }, (_, index) => ({ ...account, id: `${account.id}${index || ''}` }))
  return { ...answer, data: { ...answer.data, signins } }
}
