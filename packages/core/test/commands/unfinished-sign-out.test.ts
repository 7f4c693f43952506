import { describe, expect, test } from 'vitest'
import { createUnfinishedSignOut } from '../../src/commands/unfinished-sign-out.js'
import { SessionError } from '../../src/errors.js'
import type { Endpoints } from '../../src/http/endpoints.js'
import type { KeyValueStore } from '../../src/ports.js'
import { codeOf, follow, forgetfulStore, memoryStore, pass, setUp } from '../set-up.js'

const baseUrl = 'https://frontend.example.com'
const name = 'wachter_sign_out_frontend_example_com'

function setUpNote(storage: KeyValueStore = memoryStore()) {
  const told: string[] = []
  const failures = new Map<string, SessionError>()
  const meanwhile = new Map<string, () => void>()
  const tell = async (what: string) => {
    told.push(what)
    meanwhile.get(what)?.()
    const failure = failures.get(what)
    if (failure) throw failure
  }
  const endpoints = {
    signOut: (id: string | undefined) => tell(`sign out ${id ?? 'all'}`),
    switchTo: (_: 'sign-in', id: string) => tell(`activate ${id}`),
  } as unknown as Endpoints
  return { told, failures, meanwhile, note: createUnfinishedSignOut({ endpoints, storage, baseUrl }) }
}

describe('the note of a sign-out', () => {
  test('is kept in storage under the name of the deployment until the server was told', async () => {
    const storage = memoryStore()
    const { note, told } = setUpNote(storage)
    note.note('a', undefined)
    expect([...storage.entries.keys()]).toEqual([name])
    expect(note.isNoted()).toBe(true)
    await note.finish()
    expect(told).toEqual(['sign out a'])
    expect(storage.entries.size).toBe(0)
    expect(note.isNoted()).toBe(false)
  })

  test('holds every account that waits, once, and who is to be active in the end', async () => {
    const { note, told } = setUpNote()
    note.note('a', 'c')
    note.note('b', 'c')
    note.note('a', 'c')
    await note.finish()
    expect(told).toEqual(['sign out a', 'sign out b', 'activate c'])
  })

  test('of all accounts takes the place of every other, and later ones add nothing', async () => {
    const { note, told } = setUpNote()
    note.note('a', 'b')
    note.note(undefined, undefined)
    note.note('b', undefined)
    await note.finish()
    expect(told).toEqual(['sign out all'])
  })

  test('stays when the server could not be told', async () => {
    const { note, failures } = setUpNote()
    note.note('a', undefined)
    for (const [code, status] of [['offline'], ['timed-out'], ['server-error', 500]] as const) {
      failures.set('sign out a', new SessionError(code, '', { status }))
      expect(await codeOf(note.finish())).toBe(code)
      expect(note.isNoted()).toBe(true)
    }
  })

  test('stays after a 429, which is no final answer', async () => {
    const { note, failures } = setUpNote()
    failures.set('sign out a', new SessionError('rate-limited', '', { status: 429 }))
    note.note('a', undefined)
    expect(await codeOf(note.finish())).toBe('rate-limited')
    expect(note.isNoted()).toBe(true)
  })

  test('goes with a final no, which is passed on after all were told', async () => {
    const { note, failures, told } = setUpNote()
    failures.set('sign out a', new SessionError('rejected', '', { status: 400 }))
    note.note('a', 'c')
    note.note('b', 'c')
    expect(await codeOf(note.finish())).toBe('rejected')
    expect(told).toEqual(['sign out a', 'sign out b', 'activate c'])
    expect(note.isNoted()).toBe(false)
  })

  test('is finished once, however many ask for it', async () => {
    const { note, told } = setUpNote()
    note.note('a', undefined)
    await Promise.all([note.finish(), note.finish(), note.finish()])
    expect(told).toEqual(['sign out a'])
  })

  test('made while another is being finished is kept and finished too', async () => {
    const { note, told, meanwhile } = setUpNote()
    meanwhile.set('sign out a', () => note.note('b', undefined))
    note.note('a', 'b')
    await note.finish()
    expect(note.isNoted()).toBe(true)
    await note.finish()
    expect(told).toEqual(['sign out a', 'sign out b'])
    expect(note.isNoted()).toBe(false)
  })

  test('lives in memory where storage is blocked', async () => {
    const { note, told } = setUpNote(forgetfulStore)
    note.note('a', undefined)
    expect(note.isNoted()).toBe(true)
    await note.finish()
    expect(told).toEqual(['sign out a'])
    expect(note.isNoted()).toBe(false)
  })
})

test('a sign-out noted while offline does not end a later sign-in', async () => {
  const { openAs, world } = setUp()
  const { client, signIn, shown } = await openAs(['ada'])
  const fault = world.faults.add({ drop: true })
  const signingOut = follow(client.signOut())
  await pass(6_000)
  expect(signingOut.code).toBe('sign-out-unconfirmed')
  fault.remove()
  await signIn('grace')
  expect(shown().who).toBe('grace')
  await client.refetch()
  expect(shown()).toMatchObject({ status: 'signed-in', who: 'grace' })
})

test('a sign-out of all while the note of one is being finished ends all', async () => {
  const { openAs, tab, world } = setUp()
  const first = await openAs(['ada', 'grace', 'linus'])
  const fault = world.faults.add({ drop: true })
  const signingOut = follow(first.client.signOut(first.idOf('ada')))
  await pass(6_000)
  expect(signingOut.code).toBe('sign-out-unconfirmed')
  first.client.stop()
  fault.remove()
  const held = world.faults.add({ path: '/session/sign-out', hold: true, once: true })
  const { client, shown } = tab()
  client.start()
  await pass()
  expect(held.holding()).toBe(1)
  const all = follow(client.signOut())
  await pass()
  held.release()
  await pass()
  expect(all).toMatchObject({ settled: true, code: undefined })
  expect(shown().status).toBe('signed-out')
  expect(world.state().signins).toEqual([])
})

test('the next page finishes the sign-out before it asks for the session', async () => {
  const { openAs, tab, world, asked } = setUp()
  const first = await openAs(['ada'])
  const fault = world.faults.add({ drop: true })
  const signingOut = follow(first.client.signOut())
  await pass(6_000)
  expect(signingOut.code).toBe('sign-out-unconfirmed')
  first.client.stop()
  fault.remove()
  world.requests.clear()
  const { client, shown } = tab()
  client.start()
  await pass()
  expect(asked()).toEqual(['POST /session/sign-out', 'GET /session'])
  expect(shown().status).toBe('signed-out')
})

test('the network coming back finishes the sign-out', async () => {
  const { openAs, world } = setUp()
  const { client, page } = await openAs(['ada'])
  const fault = world.faults.add({ drop: true })
  const signingOut = follow(client.signOut())
  await pass(6_000)
  expect(signingOut.code).toBe('sign-out-unconfirmed')
  fault.remove()
  page.signal('online')
  await pass()
  expect(world.state().signins).toEqual([])
  expect(client.$state.get()).toMatchObject({ status: 'signed-out', stale: false })
})
