import { expect, test } from 'vitest'
import { refusal, visitAcme } from '../../visit-acme'
import { setUp } from '../../visitor'

async function visitScim() {
  const room = await visitAcme()
  const oidc = { protocol: 'oidc', oidc_client_id: 'x', oidc_client_secret: 'x', oidc_issuer_url: 'https://x.example' }
  const connections = `${room.acme}/enterprise-connections`
  const { id } = (await room.visitor.post(connections, oidc)).body.data
  return { ...room, id, path: `${connections}/${id}/scim/token`, baseUrl: `http://localhost:4747/scim/v2/${id}` }
}

test('a connection has no SCIM token at first', async () => {
  const { visitor, path, baseUrl } = await visitScim()
  expect((await visitor.get(path)).body.data).toEqual({ exists: false, scim_base_url: baseUrl })
})

test('a new SCIM token is shown once, flat; later only its prefix is', async () => {
  const { visitor, path, baseUrl, world } = await visitScim()
  const { data } = (await visitor.post(path)).body
  expect(data).toEqual({
    token: expect.stringMatching(/^scim_\d+$/),
    token_prefix: data.token.slice(0, 12),
    enabled: true,
    created_at: '2026-01-15T12:00:00Z',
    scim_base_url: baseUrl,
  })
  const later = (await visitor.get(path)).body.data
  expect(later).toMatchObject({
    exists: true,
    token: { token_prefix: data.token_prefix, enabled: true, last_used_at: null, scim_base_url: baseUrl },
  })
  expect(JSON.stringify([later, world.state()])).not.toContain(data.token)
})

test('a second token replaces the first', async () => {
  const { visitor, path } = await visitScim()
  const first = (await visitor.post(path)).body.data
  const second = (await visitor.post(path)).body.data
  expect(second.token_prefix).not.toBe(first.token_prefix)
  expect((await visitor.get(path)).body.data.token.token_prefix).toBe(second.token_prefix)
})

test('a revoked token no longer exists', async () => {
  const { visitor, path } = await visitScim()
  await visitor.post(path)
  expect((await visitor.post(`${path}/revoke`)).body.data).toEqual({ success: true })
  expect((await visitor.get(path)).body.data.exists).toBe(false)
})

test('a token survives a restart', async () => {
  const { visitor, emulator, path } = await visitScim()
  await visitor.post(path)
  const later = setUp({ saved: JSON.parse(JSON.stringify(await emulator.save())) })
  later.visitor.useDevSession(visitor.devSession())
  expect((await later.visitor.get(path)).body.data).toEqual((await visitor.get(path)).body.data)
})

test.each(['GET ', 'POST ', 'POST /revoke'])(
  'tokens are the managers’, of a connection that exists: %s',
  async (route) => {
    const { visitor, other, path, id } = await visitScim()
    await other.signIn('linus@example.com')
    const [method, end = ''] = route.split(' ')
    const call = (who: typeof visitor, of: string) => (method === 'GET' ? who.get(of + end) : who.post(of + end))
    expect((await call(other, path)).body).toMatchObject(refusal(403))
    expect((await call(visitor, path.replace(id, '1'))).body).toMatchObject(refusal(404))
  },
)
