import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createEmulator, seedPassword } from '../../../emulator/src/index.js'
import { signInInstead } from '../../src/tanstack-start/guard.js'
import { setUpApp } from './set-up-app.js'

const to = (publicHref: string, context = {}) => ({ context, location: { publicHref } })
const signInPage = '/sign-in?redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Finvoices'

beforeEach(() => void vi.stubGlobal('location', new URL('http://localhost:3000/')))
afterEach(() => void vi.unstubAllGlobals())

/** A browser with the client of `WachterProvider`. */
function setUpBrowser() {
  const { publishableKey, fetch } = createEmulator()
  const wachterClient = createClient({ publishableKey, fetch, openChannel: () => undefined })
  return { wachterClient }
}

test('in a browser strangers are led to the sign-in page, and others are not', async () => {
  const { wachterClient } = setUpBrowser()
  const navigation = to('/invoices', { wachterClient })
  expect(await signInInstead('/sign-in', navigation, undefined)).toBe(signInPage)
  await signInWithPassword(wachterClient, { email: 'ada@example.com', password: seedPassword })
  expect(await signInInstead('/sign-in', navigation, undefined)).toBeUndefined()
  await wachterClient.signOut()
  expect(await signInInstead('/sign-in', navigation, undefined)).toBe(signInPage)
})

test('a hosted page gets the whole address to come back to', async () => {
  const navigation = to('/invoices?page=2#end', setUpBrowser())
  const target = new URL((await signInInstead('https://accounts.example.com/sign-in', navigation, undefined)) ?? '')
  expect(target.origin).toBe('https://accounts.example.com')
  expect(target.searchParams.get('redirect_uri')).toBe('http://localhost:3000/invoices?page=2#end')
})

test('a path with two slashes leads back to no other host', async () => {
  const target = await signInInstead('/sign-in', to('//evil.example/x', setUpBrowser()), undefined)
  expect(new URLSearchParams(target?.split('?')[1]).get('redirect_uri')).toBe('http://localhost:3000/evil.example/x')
})

test('before there is a client, the server has decided', async () => {
  expect(await signInInstead('/sign-in', to('/invoices'), undefined)).toBeUndefined()
})

test('nobody is led away while it is not known who asks', async () => {
  const { publishableKey } = createEmulator()
  const fetch = () => Promise.reject(new TypeError('offline'))
  const wachterClient = createClient({ publishableKey, fetch, openChannel: () => undefined })
  const asked = signInInstead('/sign-in', to('/invoices', { wachterClient }), undefined)
  await expect(asked).rejects.toMatchObject({ code: 'offline' })
})

test('on a server a page that is public by mistake is guarded all the same', async () => {
  const { open, cookie } = await setUpApp()
  const stranger = await open('/')
  expect(await signInInstead('/sign-in', to('/invoices'), stranger.context)).toBe(signInPage)
  const ada = await open('/', { headers: { Cookie: cookie } })
  expect(await signInInstead('/sign-in', to('/invoices'), ada.context)).toBeUndefined()
})

test('on a server an outage is no reason to sign in again', async () => {
  const { open, cookie } = await setUpApp()
  const extras = { fetch: () => Promise.reject(new TypeError('offline')), onError: () => undefined }
  const { context } = await open('/', { headers: { Cookie: cookie }, extras })
  await expect(signInInstead('/sign-in', to('/invoices'), context)).rejects.toMatchObject({ code: 'offline' })
})

test('a server without the middleware says what is missing', async () => {
  await expect(signInInstead('/sign-in', to('/invoices'), {})).rejects.toThrow('wachterMiddleware')
})
