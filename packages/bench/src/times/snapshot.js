import { session } from '@wachter/core/wire'
import { createLiveTab } from '../world/live-tab.js'
import { race } from './race.js'

const listeners = 1_000

/** From a session's JSON to notified listeners. A snapshot from another tab takes the same path as an answer. */
export async function raceSnapshots() {
  const [quiet, loud, changing] = await Promise.all([createLiveTab(), createLiveTab(), createLiveTab()])
  let heard = 0
  for (const { client } of [loud, changing]) {
    for (let index = 0; index < listeners; index++) {
      const $atom = index % 2 ? client.$session : client.$view
      $atom.listen(() => {
        heard++
      })
    }
  }
  const text = quiet.body
  const commit = replay(quiet, (raw) => raw)
  const commitLoud = replay(loud, (raw) => raw)
  const commitChanged = replay(changing, renamed)
  const laps = await race({
    'JSON.parse': () => JSON.parse(text),
    'JSON.parse + validate': () => session['~standard'].validate(JSON.parse(text).data),
    'JSON.parse + validate + commit': () => commit(JSON.parse(text).data),
    'the same, 1 000 listeners, unchanged': () => commitLoud(JSON.parse(text).data),
    'the same, 1 000 listeners, a changed name': () => commitChanged(JSON.parse(text).data),
    'refetch() with the emulator in process': () => quiet.client.refetch(),
  })
  if (heard === 0) throw new Error('No listener was notified of a change')
  for (const { client } of [quiet, loud, changing]) client.stop()
  return { bytes: text.length, laps }
}

/** The same for sessions with many accounts, each in its own organization: the time per account must be constant. */
export async function raceMemberships() {
  const counts = [50, 500]
  return Promise.all(
    counts.map(async (count) => {
      const tab = await createLiveTab()
      const answer = JSON.parse(tab.body)
      const account = answer.data.active_signin
      answer.data.signins = Array.from({ length: count }, (_, index) => ({ ...account, id: `${account.id}${index}` }))
      const text = JSON.stringify(answer)
      const commit = replay(tab, (raw) => raw)
      const [, lap] = await race({
        'JSON.parse': () => JSON.parse(text),
        'JSON.parse + validate + commit': () => commit(JSON.parse(text).data),
      })
      if (tab.client.$signIns.get().length !== count)
        throw new Error('The committed session does not have all accounts')
      tab.client.stop()
      return { count, ns: (lap?.ns ?? Number.NaN) / count, ratio: lap?.ratio ?? Number.NaN }
    }),
  )
}

/**
 * Sends a tab's own snapshot to it repeatedly, as if from another tab.
 *
 * @param {Awaited<ReturnType<typeof createLiveTab>>} tab
 * @param {(raw: { active_signin: { user: { first_name: string } } }, turn: number) => unknown} edit
 */
function replay({ snapshot, receive }, edit) {
  let turn = 0
  return (/** @type {any} */ raw) => {
    turn++
    // Each answer is newer than the previous one, and none is in the future.
    const at = Number(snapshot.sentAt) + turn / 1_000
    receive({ ...snapshot, from: 'another tab', wire: edit(raw, turn), sentAt: at, askedAt: at, heardAt: at })
  }
}

/** @type {Parameters<typeof replay>[1]} */
function renamed(raw, turn) {
  raw.active_signin.user.first_name = turn % 2 ? 'Grace' : 'Amazing Grace'
  return raw
}
