import { describe, expect, test } from 'vitest'
import { createDevSession } from '../../src/http/dev-session.js'
import type { Mode } from '../../src/options.js'
import type { KeyValueStore } from '../../src/ports.js'
import { hostOf, storageScope } from '../../src/url.js'
import { aToken, clock, fakePage, forgetfulStore, freezeTime, memoryStore, pass, startMs } from '../set-up.js'

const baseUrl = 'https://quiet-fox.fapi.trywacht.xyz'
const tokenName = '__dev_session___quiet_fox_fapi_trywacht_xyz'
const updatedName = '__dev_session_updated_at_quiet_fox_fapi_trywacht_xyz'
const copy = (token: string, updatedAtMs?: number) => ({
  [tokenName]: token,
  ...(updatedAtMs !== undefined && { [updatedName]: String(updatedAtMs) }),
})

function setUpDevSession({
  stored = {},
  cookie = {},
  address = undefined as string | undefined,
  mode = 'staging' as Mode,
} = {}) {
  freezeTime()
  const storage = memoryStore(stored)
  const cookies = memoryStore(cookie)
  const page = fakePage(address)
  return { storage, cookies, page, devSession: createDevSession({ baseUrl, mode, clock, storage, cookies, page }) }
}

describe('the names', () => {
  test.each([
    ['https://Quiet-Fox.fapi.trywacht.xyz', 'quiet_fox_fapi_trywacht_xyz'],
    ['http://localhost:4747', 'localhost_4747'],
    ['https://[::1]:8080', '1_8080'],
    ['https://a--b.example.com', 'a_b_example_com'],
    [`https://${'a'.repeat(60)}.example.com`, `${'a'.repeat(60)}_exa`],
  ])('of %s are scoped by %s', (url, scope) => {
    expect(storageScope(url)).toBe(scope)
  })

  test('and values are those of Wacht’s own SDKs', () => {
    const { devSession, storage, cookies } = setUpDevSession()
    devSession.remember('secret', '')
    for (const store of [storage, cookies])
      expect(Object.fromEntries(store.entries)).toMatchObject(copy('secret', startMs))
  })
})

describe('the newest copy', () => {
  test.each([
    ['the cookie', { cookie: copy('cookie', 5) }, 'cookie'],
    ['storage', { stored: copy('stored', 5) }, 'stored'],
    ['none', {}, undefined],
    ['the cookie of the same time', { cookie: copy('cookie', 5), stored: copy('stored', 5) }, 'cookie'],
    ['the later cookie', { cookie: copy('cookie', 6), stored: copy('stored', 5) }, 'cookie'],
    ['later storage', { cookie: copy('cookie', 5), stored: copy('stored', 6) }, 'stored'],
    ['a cookie without a date, from a server', { cookie: copy('cookie'), stored: copy('stored', 6) }, 'cookie'],
    ['a dated cookie before storage without a date', { cookie: copy('cookie', 5), stored: copy('stored') }, 'cookie'],
    ['not an empty one', { cookie: copy(''), stored: copy('stored', 5) }, 'stored'],
  ])('is taken: %s', (_, copies, token) => {
    expect(setUpDevSession(copies).devSession.token()).toBe(token)
  })

  test('of a cookie is copied to storage', () => {
    const { devSession, storage } = setUpDevSession({ cookie: copy('cookie', 6), stored: copy('stored', 5) })
    devSession.token()
    expect(storage.get(tokenName)).toBe('cookie')
  })

  test('written by another tab is the one used', async () => {
    const { devSession, storage, cookies } = setUpDevSession()
    devSession.remember('mine', '')
    await pass(1)
    for (const store of [storage, cookies])
      for (const [name, value] of Object.entries(copy('theirs', Date.now()))) store.set(name, value)
    expect(devSession.token()).toBe('theirs')
  })
})

describe('the address of the page', () => {
  test('wins over what is stored, and is cleaned', () => {
    const address = 'https://app.example.com/a?x=1&__dev_session__=handed&y=2#here'
    const { devSession, page, storage, cookies } = setUpDevSession({ address, stored: copy('stored', startMs + 1) })
    expect(devSession.token()).toBe('handed')
    expect(page.url()).toBe('https://app.example.com/a?x=1&y=2#here')
    for (const store of [storage, cookies]) expect(store.get(tokenName)).toBe('handed')
  })

  test('is cleaned of an empty parameter, which is no session', () => {
    const { devSession, page } = setUpDevSession({
      address: 'https://a.example/?__dev_session__=',
      stored: copy('stored', 5),
    })
    expect(devSession.token()).toBe('stored')
    expect(page.url()).toBe('https://a.example/')
  })

  test('without the parameter stays as it is', () => {
    const address = 'https://a.example/?q=a%20b+c'
    const { devSession, page } = setUpDevSession({ address })
    expect(devSession.token()).toBeUndefined()
    expect(page.url()).toBe(address)
  })

  test('is read once: a later answer is the newer one', async () => {
    const { devSession } = setUpDevSession({ address: 'https://a.example/?__dev_session__=handed' })
    devSession.token()
    await pass(1)
    devSession.remember('answered', 'handed')
    expect(devSession.token()).toBe('answered')
  })
})

describe('an answer', () => {
  test('replaces the token its request was sent with', async () => {
    const { devSession } = setUpDevSession({ stored: copy('stored', 5) })
    devSession.remember('answered', 'stored')
    expect(devSession.token()).toBe('answered')
  })

  test('does not replace another than that', () => {
    const { devSession } = setUpDevSession()
    devSession.remember('first', '')
    devSession.remember('second', '')
    devSession.remember('third', 'unknown')
    expect(devSession.token()).toBe('first')
  })

  test('on its way in one tab does not undo a session handed over in another', async () => {
    const { devSession: older, storage, cookies } = setUpDevSession({ stored: copy('old', 5) })
    const sent = older.token() ?? ''
    const page = fakePage('https://a.example/?__dev_session__=handed')
    const needs = { baseUrl, mode: 'staging', clock, storage, cookies, page } as const
    const newer = createDevSession(needs)
    await pass(1)
    expect(newer.token()).toBe('handed')
    await pass(1)
    older.remember('renewed-old', sent)
    expect([older.token(), newer.token()]).toEqual(['handed', 'handed'])
    expect(createDevSession({ ...needs, page: fakePage() }).token()).toBe('handed')
  })

  test('is kept in memory where storage and cookies are blocked', () => {
    freezeTime()
    const page = fakePage()
    const devSession = createDevSession({
      baseUrl,
      mode: 'staging',
      clock,
      storage: forgetfulStore,
      cookies: forgetfulStore,
      page,
    })
    devSession.remember('kept', '')
    expect(devSession.token()).toBe('kept')
  })
})

describe('in production', () => {
  test('the parameter is ignored, and stripped all the same', () => {
    const { devSession, page, storage, cookies } = setUpDevSession({
      address: 'https://a.example/?x=1&__dev_session__=planted',
      stored: copy('stored', 5),
      mode: 'production',
    })
    expect(devSession.token()).toBeUndefined()
    expect(page.url()).toBe('https://a.example/?x=1')
    devSession.remember('answered', '')
    expect(devSession.token()).toBeUndefined()
    expect(storage.entries.size + cookies.entries.size).toBe(2)
  })
})

test.each([
  ['?flag&__dev_session__=t', '?flag'],
  ['?__dev_session__=t&flag', '?flag'],
  ['?q=a%20b+c&__dev_session__=t', '?q=a%20b+c'],
  ["?o'brien=1&__dev_session__=t", "?o'brien=1"],
  ['?sig=AbC%2F%2b%3d&__dev_session__=t&=&&x', '?sig=AbC%2F%2b%3d&=&&x'],
  ['?bad=%E0%A4%A&__dev_session__=t', '?bad=%E0%A4%A'],
  ['?a=1?b&__dev_session__=t#/r?x=%20y&__dev_session__=no', '?a=1?b#/r?x=%20y&__dev_session__=no'],
  ['?next=__dev_session__&__dev_session__=t', '?next=__dev_session__'],
  ['?my__dev_session__=1&__dev_session__=t', '?my__dev_session__=1'],
  ['?%5F_dev_session__=t', ''],
  ['?__dev_session__=first&x=1&__dev_session__=t', '?x=1'],
  ['?__dev_session__=t&__dev_session__=', ''],
  ['?__dev_session__=t#', '#'],
])('of the address %s stays %s', (given, left) => {
  const { devSession, page } = setUpDevSession({ address: `https://app.example/p${given}` })
  expect(devSession.token()).toBe('t')
  expect(page.url()).toBe(`https://app.example/p${left}`)
})

/** The token that the deployment at this address hands out. */
const tokenOf = (url: string, subject = 'ada') => aToken({ iss: url, sub: subject })

describe('deployments whose hosts differ in punctuation or far behind only', () => {
  const long = 'a'.repeat(64)
  test.each([
    ['https://a-b.example.com', 'https://a.b.example.com'],
    ['https://a--b.example.com', 'https://a-b.example.com'],
    [`https://${long}.one.example.com`, `https://${long}.two.example.com`],
    ['http://localhost:4747', 'http://localhost-4747'],
  ])('share the stored names and keep their sessions apart: %s and %s', async (one, other) => {
    freezeTime()
    const [storage, cookies] = [memoryStore(), memoryStore()]
    const open = (url: string) =>
      createDevSession({ baseUrl: url, mode: 'staging', clock, storage, cookies, page: fakePage() })
    expect(storageScope(one)).toBe(storageScope(other))
    open(one).remember(tokenOf(one), '')
    expect(open(other).token()).toBeUndefined()
    await pass(1)
    open(other).remember(tokenOf(other), '')
    expect(open(one).token()).toBe(tokenOf(one))
    expect(open(other).token()).toBe(tokenOf(other))
    expect(hostOf(one)).not.toBe(hostOf(other))
  })

  test.each([
    ['names another host', tokenOf('https://quiet.fox.fapi.trywacht.xyz'), undefined],
    ['names another port', tokenOf(`${baseUrl}:8443`), undefined],
    ['names this host', tokenOf(baseUrl), 'itself'],
    ['names this host in capitals and with a path', tokenOf(`${baseUrl.toUpperCase()}/path`), 'itself'],
    ['names no address', tokenOf('quiet-fox'), 'itself'],
    ['names no issuer', aToken({ sub: 'ada' }), 'itself'],
    ['is no JWT', 'an-opaque-secret', 'itself'],
  ])('a stored token that %s', (_, token, taken) => {
    for (const copies of [{ cookie: copy(token, 5) }, { stored: copy(token, 5) }, { cookie: copy(token) }])
      expect(setUpDevSession(copies).devSession.token()).toBe(taken && token)
  })

  test('take what Wacht’s own SDK wrote since, where it names no other host', () => {
    const { devSession, storage } = setUpDevSession()
    devSession.remember('ours', '')
    for (const [name, value] of Object.entries(copy('of-the-sdk', startMs + 1))) storage.set(name, value)
    expect(devSession.token()).toBe('of-the-sdk')
  })
})

describe('a cookie without a date', () => {
  /** The page cannot write cookies: `Secure` ones on plain http, for example. */
  const readOnly = (token: string) => ({ ...memoryStore(copy(token)), set: () => {}, remove: () => {} })
  const open = (cookies: KeyValueStore, storage = memoryStore(), address?: string) => {
    freezeTime()
    const page = fakePage(address)
    return { storage, devSession: createDevSession({ baseUrl, mode: 'staging', clock, storage, cookies, page }) }
  }

  test('that stays does not replace what came after it, here or in another tab', () => {
    const cookies = readOnly('of-the-server')
    const { devSession, storage } = open(cookies)
    expect(devSession.token()).toBe('of-the-server')
    devSession.remember('renewed', 'of-the-server')
    expect(devSession.token()).toBe('renewed')
    expect(open(cookies, storage).devSession.token()).toBe('renewed')
  })

  test('does not replace a session that is handed over in the address', () => {
    const cookies = readOnly('of-the-server')
    const { devSession } = open(cookies, memoryStore(), 'https://a.example/?__dev_session__=handed')
    expect([devSession.token(), devSession.token()]).toEqual(['handed', 'handed'])
  })

  test('is taken when a server sets another one', () => {
    const { devSession, cookies } = setUpDevSession({ cookie: copy('first'), stored: copy('stored', 5) })
    expect(devSession.token()).toBe('first')
    cookies.remove(updatedName)
    cookies.set(tokenName, 'second')
    expect([devSession.token(), devSession.token()]).toEqual(['second', 'second'])
  })
})

test.each(['Infinity', '1e400', '-1', 'soon', 'NaN'])('the date %s of a stored copy is none', (date) => {
  const { devSession, storage } = setUpDevSession({ stored: { ...copy('stored'), [updatedName]: date } })
  expect(devSession.token()).toBe('stored')
  devSession.remember('answered', 'stored')
  expect(devSession.token()).toBe('answered')
  expect(storage.get(updatedName)).toBe(String(startMs))
})

test('a clock that was set back does not make an older copy the newer one', () => {
  const { devSession } = setUpDevSession({ stored: copy('stored', startMs + 1_000) })
  devSession.remember('answered', 'stored')
  expect(devSession.token()).toBe('answered')
})
