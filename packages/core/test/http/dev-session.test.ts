import { describe, expect, test } from 'vitest'
import { createDevSession, storageScope } from '../../src/http/dev-session.js'
import { clock, fakePage, forgetfulStore, freezeTime, memoryStore, pass, startMs } from '../set-up.js'

const baseUrl = 'https://quiet-fox.fapi.trywacht.xyz'
const tokenName = '__dev_session___quiet_fox_fapi_trywacht_xyz'
const updatedName = '__dev_session_updated_at_quiet_fox_fapi_trywacht_xyz'
const copy = (token: string, updatedAtMs?: number) => ({
  [tokenName]: token,
  ...(updatedAtMs !== undefined && { [updatedName]: String(updatedAtMs) }),
})

function setUpDevSession({ stored = {}, cookie = {}, address = undefined as string | undefined } = {}) {
  freezeTime()
  const storage = memoryStore(stored)
  const cookies = memoryStore(cookie)
  const page = fakePage(address)
  return { storage, cookies, page, devSession: createDevSession({ baseUrl, clock, storage, cookies, page }) }
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
    devSession.remember('secret', 1)
    for (const store of [storage, cookies]) expect(Object.fromEntries(store.entries)).toEqual(copy('secret', startMs))
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
    devSession.remember('mine', 1)
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
    devSession.remember('answered', 1)
    expect(devSession.token()).toBe('answered')
  })
})

describe('an answer', () => {
  test('replaces what was known', async () => {
    const { devSession } = setUpDevSession({ stored: copy('stored', 5) })
    devSession.remember('answered', 1)
    expect(devSession.token()).toBe('answered')
  })

  test('to an earlier request does not replace that to a later one', () => {
    const { devSession } = setUpDevSession()
    devSession.remember('later', 2)
    devSession.remember('earlier', 1)
    expect(devSession.token()).toBe('later')
  })

  test('is kept in memory where storage and cookies are blocked', () => {
    freezeTime()
    const page = fakePage()
    const devSession = createDevSession({ baseUrl, clock, storage: forgetfulStore, cookies: forgetfulStore, page })
    devSession.remember('kept', 1)
    expect(devSession.token()).toBe('kept')
  })
})
