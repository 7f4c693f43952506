import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { setUp, startOfTime, type Visitor } from '../../visitor'

async function adaSignedIn(options?: Parameters<typeof setUp>[0]) {
  const room = setUp(options)
  await room.visitor.signIn('ada@example.com')
  return room
}

async function mint(visitor: Visitor, template?: string) {
  const { body } = await visitor.get(`/session/token${template ? `?template=${template}` : ''}`)
  return body.data as { token: string; expires: number }
}

test('the token verifies against the published keys', async () => {
  const { visitor, emulator } = await adaSignedIn()
  const { token } = await mint(visitor)
  const keys = await (await emulator.fetch(`${emulator.baseUrl}/.well-known/jwks.json`)).json()
  expect(keys).toEqual({
    keys: [
      {
        kty: 'EC',
        crv: 'P-256',
        use: 'sig',
        alg: 'ES256',
        kid: expect.any(String),
        x: expect.any(String),
        y: expect.any(String),
      },
    ],
  })
  const currentDate = new Date(startOfTime)
  const { payload } = await jwtVerify(token, createLocalJWKSet(keys), { issuer: emulator.baseUrl, currentDate })
  expect(payload.sub).toBe((await visitor.session()).active_signin.user_id)
  expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256' })
})

test('the default token lives thirty seconds and five of grace', async () => {
  const { visitor, world } = await adaSignedIn()
  world.clock.advance(123)
  const { token, expires } = await mint(visitor)
  const { iat = 0, exp } = decodeJwt(token)
  expect(iat).toBe(startOfTime / 1_000)
  expect(exp).toBe(iat + 35)
  expect(expires).toBe(startOfTime + 123 + 30_000)
})

test('the claims describe the context at the moment of minting', async () => {
  const { visitor, world } = await adaSignedIn()
  const { id } = await visitor.session()
  const outside = decodeJwt((await mint(visitor)).token)
  expect(outside).toMatchObject({ sub: world.user('ada').id, sid: id, permissions: {} })
  expect(outside).not.toHaveProperty('organization')
  expect(outside).not.toHaveProperty('workspace')
  expect(outside).not.toHaveProperty('metadata')
  await visitor.post(`/session/switch-workspace?workspace_id=${world.workspace('Engineering').id}`)
  const inside = decodeJwt((await mint(visitor)).token)
  expect(inside).toMatchObject({
    organization: world.organization('Acme').id,
    workspace: world.workspace('Engineering').id,
    permissions: {
      organization: ['organization:admin', 'invoices:read', 'invoices:write'],
      workspace: ['workspace:admin'],
    },
  })
})

test('a change of roles shows in the next token', async () => {
  const { visitor, world } = await adaSignedIn()
  await visitor.post(`/session/switch-organization?organization_id=${world.organization('Acme').id}`)
  world.setMembershipRoles(world.organizationMembership('ada', 'Acme').id, ['Member'])
  expect(decodeJwt((await mint(visitor)).token).permissions).toEqual({ organization: ['organization:member'] })
})

test('a membership that is gone leaves no claim', async () => {
  const { visitor, world } = await adaSignedIn()
  await visitor.post(`/session/switch-organization?organization_id=${world.organization('Acme').id}`)
  world.removeMembership(world.organizationMembership('ada', 'Acme').id)
  expect(decodeJwt((await mint(visitor)).token)).not.toHaveProperty('organization')
})

describe('templates', () => {
  test('have their own lifetime and metadata', async () => {
    const { visitor, world } = await adaSignedIn()
    await visitor.post(`/session/switch-organization?organization_id=${world.organization('Acme').id}`)
    const { token, expires } = await mint(visitor, 'billing')
    const { iat = 0, exp, metadata } = decodeJwt(token)
    expect(exp).toBe(iat + 65)
    expect(expires).toBe(startOfTime + 60_000)
    expect(metadata).toEqual({ email: 'ada@example.com', plan: 'pro' })
  })

  test('without skew end when announced', async () => {
    const { visitor } = await adaSignedIn()
    const { token, expires } = await mint(visitor, 'short')
    expect((decodeJwt(token).exp ?? 0) * 1_000).toBe(expires)
  })

  test('may be functions, and a broken one is a server error', async () => {
    const users = [{ email: 'ada@example.com', password: 'correct-horse-battery' }]
    const broken = () => {
      throw new Error('no')
    }
    const templates = [
      { name: 'id', lifetimeMs: 1_000, metadata: (signin: Record<string, unknown>) => ({ id: signin.id }) },
      { name: 'broken', lifetimeMs: 1_000, metadata: broken },
    ]
    const { visitor } = await adaSignedIn({ seed: { users, templates } })
    const { id } = (await visitor.session()).active_signin
    expect(decodeJwt((await mint(visitor, 'id')).token).metadata).toEqual({ id })
    expect((await visitor.get('/session/token?template=broken')).status).toBe(500)
  })

  test('that do not exist are not found', async () => {
    const { visitor } = await adaSignedIn()
    const { status, body } = await visitor.get('/session/token?template=nope')
    expect(status).toBe(404)
    expect(body).toMatchObject({ message: 'Template not found', data: null, errors: null })
  })
})

test('signed out is a 400', async () => {
  const { visitor } = setUp()
  const { status, body } = await visitor.get('/session/token')
  expect(status).toBe(400)
  expect(body).toMatchObject({ message: 'No active sign in', errors: null })
})

test('paths of a template lead to what the sign-in holds, not to what every object has', async () => {
  const users = [{ email: 'ada@example.com', password: 'correct-horse-battery', firstName: 'Ada' }]
  const metadata = {
    name: '{{user.first_name}}',
    maker: '{{user.constructor.name}}{{user.toString}}{{user.__proto__}}{{user.first_name.length}}',
  }
  const { visitor } = await adaSignedIn({ seed: { users, templates: [{ name: 'odd', lifetimeMs: 1_000, metadata }] } })
  expect(decodeJwt((await mint(visitor, 'odd')).token).metadata).toEqual({ name: 'Ada', maker: '' })
})
