import { session } from '@wachter/core/wire'
import { createLiveTab } from '../world/live-tab.js'
import { race } from './race.js'

const listeners = 1_000

/** From the text of a session to a state everybody was told of. A snapshot of another tab takes the same way as an answer. */
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
  if (heard === 0) throw new Error('No change was heard of')
  for (const { client } of [quiet, loud, changing]) client.stop()
  return { bytes: text.length, laps }
}

/** The same for sessions of many accounts, each in an organization of its own: the time of each must stay the same. */
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
      if (tab.client.$signIns.get().length !== count) throw new Error('What was committed is another session')
      tab.client.stop()
      return { count, ns: (lap?.ns ?? Number.NaN) / count, ratio: lap?.ratio ?? Number.NaN }
    }),
  )
}

/**
 * Has a tab hear from another what it knows, again and again.
 *
 * @param {Awaited<ReturnType<typeof createLiveTab>>} tab
 * @param {(raw: { active_signin: { user: { first_name: string } } }, turn: number) => unknown} edit
 */
function replay({ snapshot, receive }, edit) {
  let turn = 0
  return (/** @type {any} */ raw) => {
    turn++
    // Each answer is newer than the one before; all of them are of the present.
    const at = Number(snapshot.sentAt) + turn / 1_000
    receive({ ...snapshot, from: 'another tab', wire: edit(raw, turn), sentAt: at, askedAt: at, heardAt: at })
  }
}

/** @type {Parameters<typeof replay>[1]} */
function renamed(raw, turn) {
  raw.active_signin.user.first_name = turn % 2 ? 'Grace' : 'Amazing Grace'
  return raw
}
