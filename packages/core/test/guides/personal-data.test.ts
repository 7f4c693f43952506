import { readFileSync } from 'node:fs'
import { seedPassword } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { createPasswordReset, createSignIn, createSignUp } from '../../src/flows/index.js'
import { type KeyValueStore, keepContextCookie } from '../../src/index.js'
import { at } from '../flows/steps.js'
import { setUpVisitor } from '../server/site.js'
import { codeOf, memoryStore, pass, setUp } from '../set-up.js'

const guide = readFileSync(new URL('../../docs/guides/personal-data.md', import.meta.url), 'utf8')

/** What stands between backticks at the beginning of the rows of a section. */
function rowsOf(section: string): readonly string[] {
  const [, text = ''] = guide.split(`## ${section}\n`)
  return [...(text.split('\n## ')[0] ?? '').matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name)
}

/** A name as the guide writes it. */
const asListed = (name: string) => name.replace('localhost:4747', '<host>').replace('localhost_4747', '<scope>')
const namesIn = (written: readonly (readonly [string, string])[]) => [
  ...new Set(written.map(([name]) => asListed(name))),
]

/** A store that knows all that was ever written. */
function recordingStore(entries: Readonly<Record<string, string>> = {}) {
  const store = memoryStore(entries)
  const written: (readonly [string, string])[] = []
  const set: KeyValueStore['set'] = (name, value) => {
    written.push([name, value])
    store.set(name, value)
  }
  return { ...store, set, written }
}

/** Waits for the end of a call; time stands still otherwise. */
async function over(call: Promise<unknown>): Promise<void> {
  const ending = codeOf(call)
  await pass(60_000)
  await ending
}

const email = 'ada@example.com'
const newPassword = 'a-long-new-password'

/** All that an app does with a session, in two tabs of one browser, on a good day and on a bad one. */
async function useEverything(mode: 'staging' | 'production') {
  const { world, open, channels, organization, emulator } = setUp({ mode })
  // A server has set it, so that it has no date.
  const cookies = recordingStore(mode === 'staging' ? { __dev_session___localhost_4747: 'a.b.c' } : {})
  const stores = { storage: recordingStore(), cookies, snapshotStore: recordingStore() }
  const browser = { ...stores, fetch: emulator.browserFetch() }
  const { client, signIn, idOf } = await open(browser)
  keepContextCookie(client)

  const flows = { signIn: createSignIn(client), signUp: createSignUp(client), reset: createPasswordReset(client) }
  for (const flow of Object.values(flows)) flow.$state.listen(() => undefined)
  await at(await at(flows.signIn.$state.get(), 'start').emailCode({ email }), 'verify-code').send()
  await at(flows.signUp.$state.get(), 'start').submit({ email: 'new@example.com', password: newPassword })
  await at(flows.reset.$state.get(), 'request').send(email)

  await signIn('ada')
  await open(browser)
  const tokens = [await client.getToken()]
  await client.switchOrganization(organization('Acme'))
  tokens.push(await client.getToken('billing'))
  await over(client.switchOrganization('1'))
  world.faults.add({ path: '/session/token', status: 429, once: true })
  await over(client.getToken({ forceRefresh: true }))
  world.faults.add({ drop: true })
  await over(client.switchOrganization(organization('Globex')))
  world.faults.clear()
  world.faults.add({ path: '/session/sign-out', status: 400, once: true })
  await over(client.signOut(idOf('ada')))
  world.faults.add({ path: '/session/sign-out', drop: true, once: true })
  await over(client.signOut())
  return { ...stores, said: channels.said as readonly { readonly type: string }[], tokens }
}

describe('the guide lists', () => {
  test('every key in storage', async () => {
    const { storage, snapshotStore } = await useEverything('staging')
    expect(namesIn(storage.written).sort()).toEqual([...rowsOf("In the browser's storage")].sort())
    expect(namesIn(snapshotStore.written)).toEqual(['wachter_snapshot_<host>'])
    expect(guide).toContain('`wachter_snapshot_<host>`')
  })

  test('every cookie, of pages and of servers', async () => {
    const { cookies } = await useEverything('staging')
    const { visit, jar } = await setUpVisitor({ mode: 'production' })
    await visit()
    const names = new Set([...namesIn(cookies.written), ...[...jar.keys()].map(asListed)])
    expect([...names].sort()).toEqual([...rowsOf('In cookies')].sort())
  })

  test('every message between tabs', async () => {
    const { said } = await useEverything('staging')
    expect([...new Set(said.map(({ type }) => type))].sort()).toEqual([...rowsOf('Between tabs')].sort())
  })
})

describe('storage and cookies', () => {
  const secrets = [seedPassword, newPassword]
  const textOf = ({ storage, cookies, snapshotStore }: Awaited<ReturnType<typeof useEverything>>) =>
    JSON.stringify([storage.written, cookies.written, snapshotStore.written])

  test('never have a short-lived token or a password', async () => {
    const used = await useEverything('staging')
    expect(used.tokens).toHaveLength(2)
    for (const secret of [...used.tokens, ...secrets]) expect(textOf(used)).not.toContain(secret)
  })

  test('have no token at all in production', async () => {
    const used = await useEverything('production')
    expect(used.storage.written).not.toEqual([])
    expect(textOf(used)).not.toMatch(/eyJ/)
  })
})

test('no snapshot and no attempt is left after a sign-out', async () => {
  const { storage, snapshotStore } = await useEverything('staging')
  const left = [...storage.entries.keys(), ...snapshotStore.entries.keys()].map(asListed)
  expect(left.filter((name) => !name.includes('dev_session'))).toEqual([])
})
