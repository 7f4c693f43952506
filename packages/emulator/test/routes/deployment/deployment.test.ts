import { describe, expect, test } from 'vitest'
import { lastLink } from '../../steps'
import { setUp } from '../../visitor'

test('an invitation says whom it is for', async () => {
  const { visitor, world } = setUp()
  const { token } = world.inviteToDeployment({ email: 'mary@example.com', firstName: 'Mary', lastName: 'Somerville' })
  const { body } = await visitor.get(`/deployment/invitations/validate?token=${token}`)
  expect(body.data).toEqual({ valid: true, first_name: 'Mary', last_name: 'Somerville', email: 'mary@example.com' })
  expect(lastLink(world).href).toBe(`http://localhost:4747/sign-up?invite_token=${token}`)
})

test('an invitation that is unknown or has expired is a success that says so', async () => {
  const { visitor, world } = setUp()
  const { token } = world.inviteToDeployment({ email: 'mary@example.com' })
  world.clock.advance(10 * 24 * 60 * 60_000)
  for (const invitation of [token, 'unknown']) {
    const { status, body } = await visitor.get(`/deployment/invitations/validate?token=${invitation}`)
    expect(status).toBe(200)
    expect(body.data).toMatchObject({ valid: false, error_code: 'INVALID_INVITATION_TOKEN' })
  }
})

test('an invitation must be named', async () => {
  const { visitor } = setUp()
  expect((await visitor.get('/deployment/invitations/validate')).status).toBe(400)
})

test('settings change while it runs, however deep, and a reset brings them back', async () => {
  const { visitor, world } = setUp()
  const settings = async () => (await visitor.get('/deployment')).body.data
  const before = await settings()
  world.changeDeployment({ auth_settings: { password: { min_length: 12 } }, restrictions: { banned_keywords: ['x'] } })
  const { auth_settings, restrictions } = await settings()
  expect(auth_settings.password).toEqual({ ...before.auth_settings.password, min_length: 12 })
  expect(restrictions.banned_keywords).toEqual(['x'])
  world.reset()
  expect(await settings()).toEqual(before)
})

test('a setting there is not is refused', () => {
  const { world } = setUp()
  expect(() => world.changeDeployment({ restrictions: { sing_up_mode: 'public' } as never })).toThrow(/sing_up_mode/)
  expect(() => world.changeDeployment({ id: '1' } as never)).toThrow(TypeError)
})

describe('in production, on the hosted pages', () => {
  const production = { mode: 'production', baseUrl: 'https://frontend.example.com' } as const
  const origin = 'https://accounts.example.com'

  test('the deployment is readable without credentials, with or without a dev session', async () => {
    const { emulator } = setUp(production)
    const fetch = emulator.browserFetch({ origin })
    for (const query of ['', '?__dev_session__=', '?__dev_session__=made-up']) {
      const response = await fetch(`${emulator.baseUrl}/deployment${query}`, { credentials: 'omit' })
      expect((await response.json()).data).toMatchObject({ mode: 'production', backend_host: 'frontend.example.com' })
    }
  })
})

test('a workspace names its second-factor flag both ways', async () => {
  const { visitor, world } = setUp()
  await visitor.signIn('ada@example.com')
  const flags = async () => {
    const { body } = await visitor.get('/me/workspace-memberships')
    return body.data.map((row: { workspace: Record<string, unknown> }) => {
      const { name, enforce_mfa, enforce_2fa } = row.workspace
      return [name, enforce_mfa, enforce_2fa]
    })
  }
  expect(await flags()).toContainEqual(['Research', true, true])
  world.setEntryRules({ workspace: 'Research' }, { enforceMfa: false })
  expect(await flags()).toContainEqual(['Research', false, false])
  await visitor.post(`/session/switch-workspace?workspace_id=${world.workspace('Operations').id}`)
  const { workspace } = (await visitor.session()).active_signin.active_workspace_membership
  expect(workspace).toMatchObject({ enforce_mfa: true, enforce_2fa: true })
})
