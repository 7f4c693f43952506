import { createEmulator, type EmulatorOptions } from '@wachter/emulator'
import { answerProvider, openProvider } from '@wachter/testing/provider-visit'
import { describe, expect, test } from 'vitest'
import { setUp as setUpEmulator, type Visitor } from '../../visitor'

const katherine = { email: 'katherine@corp.example' }

function setUp(options: EmulatorOptions = {}) {
  const parts = setUpEmulator(options)
  const connectionId = parts.world.enterpriseConnection('corp.example').id
  /** Starts at the company's provider and answers the address of its page. */
  const begin = async (visitor: Visitor, redirectUri = '') => {
    const query = new URLSearchParams({ connection_id: connectionId, redirect_uri: redirectUri })
    return (await visitor.post(`/auth/sso/login?${query}`)).body.data.sso_url as string
  }
  /** What the browser does when the provider sends it back: it brings nothing but the URL. */
  const comeBack = async (callback: URL) => {
    const response = await parts.emulator.fetch(callback)
    return { status: response.status, location: new URL(response.headers.get('location') ?? '') }
  }
  return { ...parts, connectionId, begin, comeBack }
}

describe('signing in through an enterprise provider', () => {
  test('completes at once and hands the session to the app', async () => {
    const { emulator, visitor, other, begin, comeBack } = setUp()
    const callback = await answerProvider(emulator, await begin(visitor, 'http://localhost:5173/app?x=1'), katherine)
    expect(callback.pathname).toBe('/auth/sso/oidc/callback')
    const { status, location } = await comeBack(callback)
    expect(status).toBe(302)
    expect(location.href).toMatch(/^http:\/\/localhost:5173\/app\?x=1&__dev_session__=/)
    other.useDevSession(location.searchParams.get('__dev_session__') ?? '')
    const { id, active_signin, signin_attempts } = await other.session()
    expect(id).toBe((await visitor.session()).id)
    expect(active_signin.user).toMatchObject({ first_name: 'Katherine', primary_email_address: katherine })
    expect(signin_attempts).toMatchObject([{ method: 'enterprise_sso', completed: true, remaining_steps: [] }])
  })

  test('the attempt names its connection', async () => {
    const { visitor, connectionId } = setUp()
    const { body } = await visitor.post(`/auth/sso/login?connection_id=${connectionId}`)
    expect(body.data.session.signin_attempts[0]).toMatchObject({
      enterprise_connection_id: connectionId,
      user_id: null,
    })
  })

  test('asks for no second factor', async () => {
    const { emulator, visitor, world, begin, comeBack } = setUp()
    world.addUser({ ...katherine, authenticator: true, secondFactorPolicy: 'enforced' })
    await comeBack(await answerProvider(emulator, await begin(visitor), katherine))
    expect((await visitor.session()).active_signin.user.primary_email_address.email).toBe(katherine.email)
  })

  test('an unknown connection and a bad place to come back to are refused', async () => {
    const { visitor, connectionId } = setUp()
    expect((await visitor.post('/auth/sso/login')).status).toBe(400)
    expect((await visitor.post('/auth/sso/login?connection_id=1')).status).toBe(404)
    const path = `/auth/sso/login?connection_id=${connectionId}&redirect_uri=javascript:alert(1)`
    expect((await visitor.post(path)).status).toBe(400)
  })
})

describe('what goes wrong at an enterprise provider ends on the sign-in page', () => {
  async function expectError(comingBack: Promise<{ location: URL }>, description: RegExp) {
    const { pathname, searchParams } = (await comingBack).location
    expect(pathname).toBe('/sign-in')
    expect(searchParams.get('error')).toBe('access_denied')
    expect(searchParams.get('error_description')).toMatch(description)
  }

  test('the visitor says no', async () => {
    const { emulator, visitor, begin, comeBack } = setUp()
    await expectError(comeBack(await answerProvider(emulator, await begin(visitor), { action: 'deny' })), /denied/)
  })

  test('the provider is out of order', async () => {
    const { emulator, visitor, world, begin, comeBack } = setUp()
    world.failProviderNext('corp.example', 'error')
    await expectError(comeBack(await openProvider(emulator, await begin(visitor))), /out of order/)
  })

  test('the address is not of the company', async () => {
    const { emulator, visitor, begin, comeBack } = setUp()
    const callback = await answerProvider(emulator, await begin(visitor), { email: 'ada@example.com' })
    await expectError(comeBack(callback), /corp\.example/)
    expect(await visitor.session()).not.toHaveProperty('active_signin')
  })

  test('the account is disabled', async () => {
    const { emulator, visitor, world, begin, comeBack } = setUp()
    world.addUser({ ...katherine, disabled: true })
    await expectError(comeBack(await answerProvider(emulator, await begin(visitor), katherine)), /disabled/)
  })

  test('the code is made up, the state forged, used or too old', async () => {
    const { emulator, visitor, world, begin, comeBack } = setUp()
    const callback = await answerProvider(emulator, await begin(visitor), katherine)
    const madeUp = new URL(callback)
    madeUp.searchParams.set('code', 'made-up')
    await expectError(comeBack(madeUp), /code/)
    const forged = new URL(callback)
    forged.searchParams.set('state', 'a.b.c')
    await expectError(comeBack(forged), /state/)
    await comeBack(callback)
    await expectError(comeBack(callback), /state/)
    const late = await answerProvider(emulator, await begin(visitor), katherine)
    world.clock.advance(10 * 60_000)
    await expectError(comeBack(late), /state/)
  })
})

describe('production', () => {
  async function setUpProduction() {
    const emulator = createEmulator({ mode: 'production' })
    const connectionId = emulator.world.enterpriseConnection('corp.example').id
    const fetch = emulator.browserFetch()
    const path = `${emulator.baseUrl}/auth/sso/login?connection_id=${connectionId}`
    const { data } = (await (await fetch(path, { method: 'POST' })).json()) as { data: { sso_url: string } }
    return { emulator, fetch, callback: await answerProvider(emulator, data.sso_url, katherine) }
  }

  test('leaves the session in the cookie', async () => {
    const { emulator, fetch, callback } = await setUpProduction()
    const response = await fetch(callback, { redirect: 'manual' })
    expect(response.headers.get('location')).not.toContain('__dev_session__')
    const { data } = (await (await fetch(`${emulator.baseUrl}/session`)).json()) as {
      data: { active_signin: { user: { first_name: string } } }
    }
    expect(data.active_signin.user.first_name).toBe('Katherine')
  })

  test('refuses a browser that did not start it', async () => {
    const { emulator, callback } = await setUpProduction()
    const response = await emulator.browserFetch()(callback, { redirect: 'manual' })
    expect(response.headers.get('location')).toContain('error=access_denied')
  })
})
