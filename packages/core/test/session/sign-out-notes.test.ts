import { describe, expect, test, vi } from 'vitest'
import type { KeyValueStore } from '../../src/ports.js'
import { createSignOutNotes } from '../../src/session/sign-out-notes.js'
import { clock, dayMs, forgetfulStore, freezeTime, memoryStore, minuteMs, pass, startMs } from '../set-up.js'

const name = 'wachter_sign_out_here'
const dueAtMs = startMs + 1_000

function setUpNotes(storage: KeyValueStore = memoryStore()) {
  freezeTime()
  const page = () => createSignOutNotes({ storage, clock, name })
  const notes = page()
  const ids = () => notes.all().map(({ signInId }) => signInId)
  const pendingIds = () => notes.pending('session').map(({ signInId }) => signInId)
  /** The server has ended it. */
  const tell = (signInId: string, untilMs = dueAtMs) =>
    notes.change([signInId], () => ({ state: 'told', dueAtMs: untilMs }))
  return { notes, page, ids, pendingIds, tell }
}

describe('a sign-out', () => {
  test('is noted by the browser session and the sign-ins it ends, for the page that tells the server', () => {
    const { notes } = setUpNotes()
    notes.add('session', ['a', 'b'], dueAtMs)
    const note = { sessionId: 'session', state: 'trying', dueAtMs, failures: 0 }
    expect(notes.all()).toEqual([
      { ...note, signInId: 'a' },
      { ...note, signInId: 'b' },
    ])
    expect(notes.pending('session')).toEqual(notes.all())
  })

  test('is pending in its own browser session only', () => {
    const { notes, ids } = setUpNotes()
    notes.add('session', ['a'], dueAtMs)
    expect(notes.pending('other')).toEqual([])
    expect(notes.pending(undefined)).toEqual([])
    expect(ids()).toEqual(['a'])
  })

  test('is seen by every page of the deployment, and by no other deployment', () => {
    const storage = memoryStore()
    const { notes, page } = setUpNotes(storage)
    const other = page()
    notes.add('session', ['a'], dueAtMs)
    expect(other.pending('session')).toHaveLength(1)
    expect(createSignOutNotes({ storage, clock, name: `${name}_too` }).all()).toEqual([])
    other.forget(['a'])
    expect(notes.all()).toEqual([])
  })

  test('holds ids and nothing personal', () => {
    const storage = memoryStore()
    setUpNotes(storage).notes.add('session', ['a'], dueAtMs)
    expect([...storage.entries.keys()]).toEqual([name])
    expect(JSON.parse(storage.entries.get(name) ?? '')).toEqual([
      { sessionId: 'session', signInId: 'a', state: 'trying', dueAtMs, failures: 0 },
    ])
  })

  test.each(['*', ' ', '{"a":1}', '__proto__', 'ä\u0000"\\'])('takes any id for what it is: %j', (id) => {
    const { notes, pendingIds, ids, tell } = setUpNotes()
    notes.add('session', [id, 'b'], dueAtMs)
    expect(pendingIds()).toEqual([id, 'b'])
    tell(id)
    expect([pendingIds(), ids()]).toEqual([['b'], [id, 'b']])
    notes.forget([id])
    expect(ids()).toEqual(['b'])
  })

  test('asked for again begins anew, and is noted once', () => {
    const { notes, pendingIds } = setUpNotes()
    notes.add('session', ['a', 'b'], dueAtMs)
    notes.change(['a'], () => ({ state: 'failed', failures: 7 }))
    notes.add('session', ['a'], dueAtMs + 1)
    expect(pendingIds()).toEqual(['b', 'a'])
    expect(notes.all()[1]).toMatchObject({ state: 'trying', dueAtMs: dueAtMs + 1, failures: 0 })
  })

  test('that the server carried out is pending no more, and remembered while an older answer may be on its way', async () => {
    const { notes, pendingIds, ids, tell } = setUpNotes()
    notes.add('session', ['a', 'b'], dueAtMs)
    tell('a')
    expect(pendingIds()).toEqual(['b'])
    await pass(999)
    expect(ids()).toEqual(['a', 'b'])
    await pass(1)
    expect(ids()).toEqual(['b'])
  })

  test('that could not be told stays, however late it is', async () => {
    const { notes, ids } = setUpNotes()
    notes.add('session', ['a', 'b'], dueAtMs)
    notes.change(['a'], () => ({ state: 'failed' }))
    await pass(60 * minuteMs)
    expect(ids()).toEqual(['a', 'b'])
  })

  test('that was forgotten leaves nothing in storage', async () => {
    const storage = memoryStore()
    const { notes, tell } = setUpNotes(storage)
    notes.add('session', ['a', 'b'], dueAtMs)
    tell('a')
    await pass(1_000)
    notes.forget(['b'])
    expect(storage.entries.size).toBe(0)
  })

  test('is changed by what is known of it, and only where it is named', () => {
    const { notes } = setUpNotes()
    notes.add('session', ['a', 'b'], dueAtMs)
    for (let times = 0; times < 2; times++)
      notes.change(['a', 'unknown'], ({ failures }) => ({ state: 'failed', failures: failures + 1 }))
    expect(notes.all()).toMatchObject([
      { signInId: 'a', state: 'failed', failures: 2, dueAtMs },
      { signInId: 'b', state: 'trying', failures: 0, dueAtMs },
    ])
  })

  test('waits for a quarter of an hour at most: a longer wait is from before the clock was set back', () => {
    const { notes } = setUpNotes()
    const longestMs = startMs + 15 * minuteMs
    notes.add('session', ['a'], longestMs)
    expect(notes.all()[0]?.dueAtMs).toBe(longestMs)
    vi.setSystemTime(startMs - dayMs)
    expect(notes.all()[0]?.dueAtMs).toBe(0)
  })

  test('that was carried out before the clock was set back is forgotten', () => {
    const { notes, tell } = setUpNotes()
    notes.add('session', ['a'], dueAtMs)
    tell('a')
    vi.setSystemTime(startMs - dayMs)
    expect(notes.all()).toEqual([])
  })

  test('is forgotten when fifty later ones were noted', () => {
    const { notes, ids } = setUpNotes()
    notes.add('session', ['first', 'second'], dueAtMs)
    for (let index = 2; index < 51; index++) notes.add('session', [`${index}`], dueAtMs)
    expect(ids()).toHaveLength(50)
    expect(ids()[0]).toBe('second')
  })
})

describe('storage', () => {
  test.each<[string, KeyValueStore]>([
    ['that is blocked', forgetfulStore],
    ['that is full', { ...memoryStore({ [name]: '[]' }), set: () => {}, remove: () => {} }],
  ])('%s is made up for in memory', (_, storage) => {
    const { notes, ids } = setUpNotes(storage)
    notes.add('session', ['a', 'b'], dueAtMs)
    notes.forget(['a'])
    notes.change(['b'], () => ({ failures: 1 }))
    expect(ids()).toEqual(['b'])
    expect(notes.all()[0]?.failures).toBe(1)
    notes.forget(['b'])
    expect(ids()).toEqual([])
  })

  test('that works again is written to with the next note', () => {
    const kept = memoryStore()
    let isFull = true
    const { notes, page } = setUpNotes({ ...kept, set: (key, value) => void (isFull || kept.set(key, value)) })
    notes.add('session', ['a'], dueAtMs)
    expect(page().all()).toEqual([])
    isFull = false
    notes.add('session', ['b'], dueAtMs)
    expect(page().all()).toHaveLength(2)
  })

  test.each(['nonsense', '', 'null', '1', '"a"', '[]', '{}', '{"pending":[],"ended":["a"]}', '[null]', '[1, "a", {}]'])(
    'that holds %j holds no note',
    (text) => {
      const { notes, ids } = setUpNotes(memoryStore({ [name]: text }))
      expect(ids()).toEqual([])
      notes.add('session', ['a'], dueAtMs)
      expect(ids()).toEqual(['a'])
    },
  )

  const note = { sessionId: 'session', signInId: 'a', state: 'failed', dueAtMs, failures: 0 }

  test.each<[string, unknown]>([
    ['null', null],
    ['a number', 1],
    ['a text', 'a'],
    ['an empty object', {}],
    ['a note of no session', { ...note, sessionId: undefined }],
    ['a note of an id that is no text', { ...note, signInId: 1 }],
    ['a note of no state', { ...note, state: undefined }],
    ['a note of no time', { ...note, dueAtMs: null, failures: undefined }],
    ['a note of a time that is none', { ...note, dueAtMs: 'x' }],
  ])('that holds %s beside a note gives the note', (_, other) => {
    const { notes } = setUpNotes(memoryStore({ [name]: JSON.stringify([other, note, other]) }))
    expect(notes.all()).toEqual([note])
  })
})
