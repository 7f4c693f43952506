import { session } from '@wachter/core/wire'
import { listenTo } from '../world/listeners.js'
import { createLiveTab } from '../world/live-tab.js'
import { race } from './race.js'

const listeners = 1_000

/** From a session's JSON to notified listeners. A snapshot from another tab takes the same path as an answer. */
export async function raceSnapshots() {
  const [quiet, loud, changing] = await Promise.all([createLiveTab(), createLiveTab(), createLiveTab()])
  const heard = [loud, changing].map(({ client }) => listenTo(client, listeners))
  const text = quiet.body
  const commit = replay(quiet)
  const commitLoud = replay(loud)
  const commitChanged = replay(changing, renamed)
  const laps = await race({
    'JSON.parse': () => JSON.parse(text),
    'JSON.parse + validate': () => session['~standard'].validate(JSON.parse(text).data),
    'JSON.parse + validate + commit': () => commit(JSON.parse(text).data),
    'the same, 1 000 listeners, unchanged': () => commitLoud(JSON.parse(text).data),
    'the same, 1 000 listeners, a changed name': () => commitChanged(JSON.parse(text).data),
    'refetch() with the emulator in process': () => quiet.client.refetch(),
  })
  if (heard[1]?.() === 0) throw new Error('No listener was notified of a change')
  for (const { client } of [quiet, loud, changing]) client.stop()
  return { bytes: text.length, laps }
}

/**
 * Sends a tab's own snapshot to it repeatedly, as if from another tab.
 *
 * @param {Awaited<ReturnType<typeof createLiveTab>>} tab
 * @param {(raw: { active_signin: { user: { first_name: string } } }, turn: number) => unknown} [edit]
 */
export function replay({ snapshot, receive }, edit = (raw) => raw) {
  let turn = 0
  return (/** @type {any} */ raw) => {
    turn++
    // Each answer is newer than the previous one, and none is in the future.
    const at = Number(snapshot.sentAt) + turn / 1_000
    receive({ ...snapshot, from: 'another tab', wire: edit(raw, turn), sentAt: at, askedAt: at, heardAt: at })
  }
}

/** Changes a name in every turn. @type {NonNullable<Parameters<typeof replay>[1]>} */
export function renamed(raw, turn) {
  raw.active_signin.user.first_name = turn % 2 ? 'Grace' : 'Amazing Grace'
  return raw
}
