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
  const text = JSON.stringify(quiet.snapshot.raw)
  const commit = replay(quiet, (raw) => raw)
  const commitLoud = replay(loud, (raw) => raw)
  const commitChanged = replay(changing, renamed)
  const laps = await race({
    'JSON.parse': () => JSON.parse(text),
    'JSON.parse + validate': () => session['~standard'].validate(JSON.parse(text)),
    'JSON.parse + validate + commit': () => commit(JSON.parse(text)),
    'the same, 1 000 listeners, unchanged': () => commitLoud(JSON.parse(text)),
    'the same, 1 000 listeners, a changed name': () => commitChanged(JSON.parse(text)),
    'refetch() with the emulator in process': () => quiet.client.refetch(),
  })
  if (heard === 0) throw new Error('No change was heard of')
  for (const { client } of [quiet, loud, changing]) client.stop()
  return { bytes: text.length, laps }
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
    receive({ ...snapshot, from: 'another tab', raw: edit(raw, turn), stamp: Number(snapshot.stamp) + turn })
  }
}

/** @type {Parameters<typeof replay>[1]} */
function renamed(raw, turn) {
  raw.active_signin.user.first_name = turn % 2 ? 'Grace' : 'Amazing Grace'
  return raw
}
