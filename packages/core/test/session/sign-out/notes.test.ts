import { describe, expect, test, vi } from 'vitest'
import type { SessionContainer, SignIn } from '../../../src/model/session.js'
import type { KeyValueStore } from '../../../src/ports.js'
import { createSignOutNotes } from '../../../src/session/sign-out/notes.js'
import { clock, dayMs, forgetfulStore, freezeTime, memoryStore, minuteMs, pass, startMs } from '../../set-up.js'

const name = 'wachter_sign_out_here'
/** A try may take three of these. */
const timeoutMs = 200
const dueAtMs = startMs + 600
/** How long an older answer may be on its way. */
const rememberedMs = 300

function setUpNotes(storage: KeyValueStore = memoryStore()) {
  freezeTime()
  const page = () => createSignOutNotes({ storage, clock, name, timeoutMs })
  const notes = page()
  const ids = () => notes.all().map(({ signInId }) => signInId)
  const pendingIds = () => notes.pending('session').map(({ signInId }) => signInId)
  return { notes, page, ids, pendingIds }
}

describe('a sign-out', () => {
  test('is noted by the browser session and the sign-ins it ends, for the page that tells the server', () => {
    const { notes } = setUpNotes()
    notes.add('session', ['a', 'b'])
    const note = { sessionId: 'session', state: 'trying', dueAtMs, failures: 0 }
    expect(notes.all()).toEqual([
      { ...note, signInId: 'a' },
      { ...note, signInId: 'b' },
    ])
    expect(notes.pending('session')).toEqual(notes.all())
  })

  test('that failed together with others is due together with them', () => {
    const { notes } = setUpNotes()
    notes.add('session', ['a', 'b', 'c'])
    notes.failed(['a', 'b', 'c'])
    expect(new Set(notes.all().map(({ dueAtMs }) => dueAtMs)).size).toBe(1)
  })

  test('is pending in its own browser session only', () => {
    const { notes, ids } = setUpNotes()
    notes.add('session', ['a'])
    expect(notes.pending('other')).toEqual([])
    expect(notes.pending(undefined)).toEqual([])
    expect(ids()).toEqual(['a'])
  })

  test('is seen by every page of the deployment, and by no other deployment', () => {
    const storage = memoryStore()
    const { notes, page } = setUpNotes(storage)
    const other = page()
    notes.add('session', ['a'])
    expect(other.pending('session')).toHaveLength(1)
    expect(createSignOutNotes({ storage, clock, name: `${name}_too`, timeoutMs }).all()).toEqual([])
    other.forget(['a'])
    expect(notes.all()).toEqual([])
  })

  test('holds ids and nothing personal', () => {
    const storage = memoryStore()
    setUpNotes(storage).notes.add('session', ['a'])
    expect([...storage.entries.keys()]).toEqual([name])
    expect(JSON.parse(storage.entries.get(name) ?? '')).toEqual([
      { sessionId: 'session', signInId: 'a', state: 'trying', dueAtMs, failures: 0 },
    ])
  })

  test.each(['*', ' ', '{"a":1}', '__proto__', 'ä\u0000"\\'])('takes any id for what it is: %j', (id) => {
    const { notes, pendingIds, ids } = setUpNotes()
    notes.add('session', [id, 'b'])
    expect(pendingIds()).toEqual([id, 'b'])
    notes.told([id])
    expect([pendingIds(), ids()]).toEqual([['b'], [id, 'b']])
    notes.forget([id])
    expect(ids()).toEqual(['b'])
  })

  test('asked for again begins anew, and is noted once', () => {
    const { notes, pendingIds } = setUpNotes()
    notes.add('session', ['a', 'b'])
    notes.failed(['a'])
    notes.add('session', ['a'])
    expect(pendingIds()).toEqual(['b', 'a'])
    expect(notes.all()[1]).toMatchObject({ state: 'trying', dueAtMs, failures: 0 })
  })

  test('that the server carried out is pending no more, and remembered while an older answer may be on its way', async () => {
    const { notes, pendingIds, ids } = setUpNotes()
    notes.add('session', ['a', 'b'])
    notes.told(['a'])
    expect(pendingIds()).toEqual(['b'])
    await pass(rememberedMs - 1)
    expect(ids()).toEqual(['a', 'b'])
    await pass(1)
    expect(ids()).toEqual(['b'])
  })

  test('that could not be told stays, however late it is', async () => {
    const { notes, ids } = setUpNotes()
    notes.add('session', ['a', 'b'])
    notes.failed(['a'])
    await pass(60 * minuteMs)
    expect(ids()).toEqual(['a', 'b'])
  })

  test('that was forgotten leaves nothing in storage', async () => {
    const storage = memoryStore()
    const { notes } = setUpNotes(storage)
    notes.add('session', ['a', 'b'])
    notes.told(['a'])
    await pass(1_000)
    notes.forget(['b'])
    expect(storage.entries.size).toBe(0)
  })

  test('that fails again and again waits ever longer, up to five minutes, and only where it is named', () => {
    const chance = vi.spyOn(Math, 'random').mockReturnValue(0)
    const { notes } = setUpNotes()
    notes.add('session', ['a', 'b'])
    const waitsMs = Array.from({ length: 9 }, () => {
      notes.failed(['a', 'unknown'])
      return (notes.all()[0]?.dueAtMs ?? 0) - startMs
    })
    chance.mockRestore()
    expect(waitsMs.slice(0, 3)).toEqual([5_000, 10_000, 20_000])
    expect(waitsMs.at(-1)).toBe(5 * minuteMs)
    expect(notes.all()).toMatchObject([
      { signInId: 'a', state: 'failed', failures: 9 },
      { signInId: 'b', state: 'trying', failures: 0, dueAtMs },
    ])
  })

  test('that failed together with another is tried again together with it', () => {
    const { notes } = setUpNotes()
    notes.add('session', ['a', 'b'])
    notes.failed(['a', 'b'])
    const [first, second] = notes.all().map((note) => note.dueAtMs)
    expect(first).toBe(second)
  })

  test('that failed is due at once when there is no need to wait, and one that is being told is not', () => {
    const { notes } = setUpNotes()
    notes.add('session', ['a', 'b'])
    notes.failed(['a'])
    notes.hurry()
    expect(notes.all()).toMatchObject([{ dueAtMs: 0, failures: 1 }, { dueAtMs }])
    notes.trying(['a'], undefined)
    expect(notes.all()[0]).toMatchObject({ state: 'trying', dueAtMs, failures: 1 })
  })

  test('remembers which account is to stay active, until it is done', () => {
    const { notes, page } = setUpNotes()
    notes.add('session', ['a', 'b'])
    expect(notes.trying(['a'], 'c')).toBe('c')
    notes.failed(['a'])
    expect(page().trying(['a'], undefined)).toBe('c')
    expect(page().trying(['a'], 'd')).toBe('d')
    expect(page().trying(['b'], undefined)).toBeUndefined()
  })

  test('that the server has carried out has not failed', () => {
    const { notes, pendingIds } = setUpNotes()
    notes.add('session', ['a', 'b'])
    notes.told(['a'])
    notes.failed(['a', 'b'])
    expect(pendingIds()).toEqual(['b'])
    expect([notes.isPending(['a']), notes.isPending(['a', 'b'])]).toEqual([false, true])
  })

  test('that changes is told to this page', () => {
    const { notes } = setUpNotes()
    let told = 0
    const stop = notes.listen(() => told++)
    notes.add('session', ['a'])
    notes.told([])
    expect(told).toBe(1)
    stop()
    notes.forget(['a'])
    expect(told).toBe(1)
  })

  test('waits for a quarter of an hour at most: a longer wait is from before the clock was set back', () => {
    const longestMs = startMs + 15 * minuteMs
    const kept = [{ sessionId: 'session', signInId: 'a', state: 'failed', dueAtMs: longestMs, failures: 1 }]
    const { notes } = setUpNotes(memoryStore({ [name]: JSON.stringify(kept) }))
    expect(notes.all()[0]?.dueAtMs).toBe(longestMs)
    vi.setSystemTime(startMs - dayMs)
    expect(notes.all()[0]?.dueAtMs).toBe(0)
  })

  test('that was carried out before the clock was set back is forgotten', () => {
    const { notes } = setUpNotes()
    notes.add('session', ['a'])
    notes.told(['a'])
    vi.setSystemTime(startMs - dayMs)
    expect(notes.all()).toEqual([])
  })

  test('is forgotten when fifty later ones were noted', () => {
    const { notes, ids } = setUpNotes()
    notes.add('session', ['first', 'second'])
    for (let index = 2; index < 51; index++) notes.add('session', [`${index}`])
    expect(ids()).toHaveLength(50)
    expect(ids()[0]).toBe('second')
  })
})

describe('a sign-out that another page told of', () => {
  const answer = (askedAt: number, ...ids: readonly string[]) => {
    const signIns = ids.map((id) => ({ id, createdAtMs: 0 }) as SignIn)
    return { container: { id: 'session', signIns } as unknown as SessionContainer, askedAt, heardAt: askedAt }
  }

  test('is noted where that page left no note', () => {
    const { notes, pendingIds } = setUpNotes(forgetfulStore)
    notes.hear('session', ['a'], 100)
    notes.add('session', ['b'])
    notes.hear('session', ['b', 'c'], 110)
    expect(pendingIds()).toEqual(['a', 'b', 'c'])
  })

  test('is forgotten when the server refused it, and not where this page was asked for it, too', () => {
    const { notes, pendingIds } = setUpNotes(forgetfulStore)
    notes.hear('session', ['a', 'b'], 100)
    notes.add('session', ['b'])
    notes.unhear(['a', 'b'])
    expect(pendingIds()).toEqual(['b'])
  })

  test('is known to have happened from an answer that was asked for later', () => {
    const { notes, pendingIds } = setUpNotes(forgetfulStore)
    notes.hear('session', ['a', 'b'], 100)
    notes.compare(answer(100))
    expect(pendingIds()).toEqual(['a', 'b'])
    notes.compare(answer(101, 'b'))
    expect(pendingIds()).toEqual(['b'])
  })

  test('is not taken for happened where this page was asked for it', () => {
    const { notes, pendingIds } = setUpNotes()
    notes.add('session', ['a'])
    notes.compare(answer(101))
    expect(pendingIds()).toEqual(['a'])
  })
})

describe('storage', () => {
  test.each<[string, KeyValueStore]>([
    ['that is blocked', forgetfulStore],
    ['that is full', { ...memoryStore({ [name]: '[]' }), set: () => {}, remove: () => {} }],
  ])('%s is made up for in memory', (_, storage) => {
    const { notes, ids } = setUpNotes(storage)
    notes.add('session', ['a', 'b'])
    notes.forget(['a'])
    notes.failed(['b'])
    expect(ids()).toEqual(['b'])
    expect(notes.all()[0]?.failures).toBe(1)
    notes.forget(['b'])
    expect(ids()).toEqual([])
  })

  test('that works again is written to with the next note', () => {
    const kept = memoryStore()
    let isFull = true
    const { notes, page } = setUpNotes({ ...kept, set: (key, value) => void (isFull || kept.set(key, value)) })
    notes.add('session', ['a'])
    expect(page().all()).toEqual([])
    isFull = false
    notes.add('session', ['b'])
    expect(page().all()).toHaveLength(2)
  })

  test.each(['nonsense', '', 'null', '1', '"a"', '[]', '{}', '{"pending":[],"ended":["a"]}', '[null]', '[1, "a", {}]'])(
    'that holds %j holds no note',
    (text) => {
      const { notes, ids } = setUpNotes(memoryStore({ [name]: text }))
      expect(ids()).toEqual([])
      notes.add('session', ['a'])
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
