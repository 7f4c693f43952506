import { answerProvider, openProvider } from '@wachter/testing/provider-visit'
import { describe, expect, test } from 'vitest'
import { setUp, type Visitor } from '../visitor'

async function begin(visitor: Visitor): Promise<string> {
  return (await visitor.post('/auth/oauth2/init?provider=google_oauth')).body.data.oauth_url
}

describe('the page of a provider', () => {
  test('lists its people, with escaped names', async () => {
    const { emulator, visitor, world } = setUp()
    world.addProviderPerson({ email: 'x@example.com', firstName: '<script>alert(1)</script>' })
    world.addProviderPerson({ email: 'elsewhere@example.com', providers: ['github_oauth'] })
    const response = await emulator.fetch(await begin(visitor))
    const text = await response.text()
    expect(response.status).toBe(200)
    expect(text).toContain('ada@example.com')
    expect(text).toContain('&lt;script&gt;')
    expect(text).not.toContain('<script>')
    expect(text).not.toContain('elsewhere@example.com')
    expect(text).not.toContain('katherine@corp.example')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('asks again for something that is no address', async () => {
    const { emulator, visitor } = setUp()
    const body = new URLSearchParams({ email: 'nobody' })
    const response = await emulator.fetch(await begin(visitor), { method: 'POST', body })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('role="alert"')
  })

  test.each(['multipart/form-data', 'multipart/form-data; boundary=x', 'application/json'])(
    'asks again for a form of the type %s that cannot be read',
    async (type) => {
      const { emulator, visitor } = setUp()
      const init = { method: 'POST', headers: { 'Content-Type': type }, body: '--x\r\nemail' }
      expect((await emulator.fetch(await begin(visitor), init)).status).toBe(400)
    },
  )

  test('redirects only to the relay', async () => {
    const { emulator, visitor } = setUp()
    const url = new URL(await begin(visitor))
    url.searchParams.set('redirect_uri', 'https://evil.test/')
    const body = new URLSearchParams({ email: 'ada@example.com' })
    const response = await emulator.fetch(url, { method: 'POST', body })
    expect(response.status).toBe(400)
    expect(response.headers.get('location')).toBeNull()
  })

  test.each(['/__provider/gitlab_oauth/authorize', '/__provider/enterprise/1/authorize', '/__provider/x'])(
    '%s is not there',
    async (path) => {
      const { emulator } = setUp()
      expect((await emulator.fetch(emulator.baseUrl + path)).status).toBe(400)
    },
  )
})

describe('what a provider sends back', () => {
  test('a refusal of the visitor', async () => {
    const { emulator, visitor } = setUp()
    const url = await begin(visitor)
    const callback = await answerProvider(emulator, url, { action: 'deny' })
    expect(callback.pathname).toBe('/social/callback')
    expect(Object.fromEntries(callback.searchParams)).toEqual({
      error: 'access_denied',
      error_description: expect.any(String),
      state: new URL(url).searchParams.get('state'),
    })
  })

  test.each([
    ['deny', 'access_denied'],
    ['error', 'server_error'],
  ] as const)('a planned %s, once', async (how, error) => {
    const { emulator, visitor, world } = setUp()
    world.failProviderNext('google_oauth', how)
    const url = await begin(visitor)
    expect((await openProvider(emulator, url)).searchParams.get('error')).toBe(error)
    expect((await emulator.fetch(url)).status).toBe(200)
  })

  test('nothing through the relay that was not started here', async () => {
    const { emulator } = setUp()
    const state = `${btoa('sign_in|1||1|evil.test')}.a.b`
    const response = await emulator.fetch(`${emulator.baseUrl}/__provider/relay?code=a&state=${state}`)
    expect(response.status).toBe(400)
  })
})

test('an emulator on another host sends visitors to its own hosted pages', async () => {
  const { emulator, visitor } = setUp({ baseUrl: 'https://frontend.example.com' })
  const callback = await answerProvider(emulator, await begin(visitor), { email: 'ada@example.com' })
  expect(callback.origin).toBe('https://accounts.example.com')
})
