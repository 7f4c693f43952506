import { describe, expect, test } from 'vitest'
import { badBody, refusal, visitAcme } from '../../visit-acme'
import { setUp } from '../../visitor'

const saml = {
  protocol: 'saml',
  idp_entity_id: 'urn:acme',
  idp_sso_url: 'https://idp.acme.example/sso',
  idp_certificate: '-----BEGIN CERTIFICATE-----',
}
const oidc = {
  protocol: 'oidc',
  oidc_client_id: 'acme',
  oidc_client_secret: 'hush-hush',
  oidc_issuer_url: 'https://idp.acme.example',
}

async function visitConnections() {
  const room = await visitAcme()
  const connections = `${room.acme}/enterprise-connections`
  const create = async (fields: Record<string, string>) => (await room.visitor.post(connections, fields)).body
  const verifiedDomain = async (domain = 'acme.example') => {
    const { id } = (await room.visitor.post(`${room.acme}/domains`, { domain })).body.data
    room.world.setDnsRecord(id, true)
    await room.visitor.post(`${room.acme}/domains/${id}/verify`)
    return id
  }
  return { ...room, connections, create, verifiedDomain }
}

describe('an enterprise connection of an organization', () => {
  test('is created with SAML and a verified domain', async () => {
    const { visitor, connections, create, verifiedDomain, world } = await visitConnections()
    const domain_id = await verifiedDomain()
    const mapping = JSON.stringify({ email: 'mail' })
    const { data } = await create({ ...saml, domain_id, jit_enabled: 'true', attribute_mapping: mapping })
    expect(data).toMatchObject({
      ...saml,
      organization_id: world.organization('Acme').id,
      domain_id,
      domain: { fqdn: 'acme.example', verified: true },
      oidc_client_id: null,
      oidc_scopes: null,
      jit_enabled: true,
      attribute_mapping: { email: 'mail' },
    })
    expect((await visitor.get(connections)).body.data).toEqual([data])
  })

  test('is created with OIDC and the default scopes, and never shows the client secret', async () => {
    const { connections, create, visitor, world } = await visitConnections()
    const { data } = await create(oidc)
    expect(data).toMatchObject({ protocol: 'oidc', oidc_scopes: 'openid profile email', domain_id: null, domain: null })
    expect((await create({ ...oidc, oidc_scopes: 'openid' })).data.oidc_scopes).toBe('openid')
    const shown = [data, await visitor.get(connections), world.state()]
    expect(JSON.stringify(shown)).not.toContain('hush-hush')
  })

  test('signs people of its domain in', async () => {
    const { create, verifiedDomain, other } = await visitConnections()
    const { id } = (await create({ ...oidc, domain_id: await verifiedDomain() })).data
    const identify = (email: string) => other.post('/auth/identify', { identifier: email })
    expect(JSON.stringify((await identify('eve@acme.example')).body)).toContain(id)
    expect(JSON.stringify((await identify('eve@acme.test')).body)).not.toContain(id)
  })

  test('without a domain signs nobody in', async () => {
    const { create, other } = await visitConnections()
    const { id } = (await create(oidc)).data
    expect(JSON.stringify((await other.post('/auth/identify', { identifier: 'eve@' })).body)).not.toContain(id)
  })

  test.each([
    ['no protocol', { protocol: '' }],
    ['a protocol of which there is no such', { protocol: 'ldap' }],
    ['no certificate', { idp_certificate: '' }],
    ['no sign-in URL', { idp_sso_url: '' }],
    ['no entity id', { idp_entity_id: '' }],
    ['another protocol’s fields', { protocol: 'oidc' }],
    ['a mapping that is no JSON', { attribute_mapping: '{' }],
    ['a mapping that is a list', { attribute_mapping: '[]' }],
    ['a flag that is none', { jit_enabled: 'perhaps' }],
  ])('with %s is refused', async (_, fields: Record<string, string>) => {
    const { create, visitor, connections } = await visitConnections()
    expect(await create({ ...saml, ...fields })).toMatchObject(badBody)
    expect((await visitor.get(connections)).body.data).toEqual([])
  })

  test('needs a domain that is its organization’s, verified and free', async () => {
    const { acme, create, verifiedDomain, visitor, world } = await visitConnections()
    const unverified = (await visitor.post(`${acme}/domains`, { domain: 'acme.test' })).body.data.id
    expect(await create({ ...saml, domain_id: unverified })).toMatchObject(refusal(400))
    expect(await create({ ...saml, domain_id: '1' })).toMatchObject(refusal(404))
    world.setAuthenticator('ada', true)
    const globex = `/organizations/${world.organization('Globex').id}/domains`
    const elsewhere = (await visitor.post(globex, { domain: 'globex.example' })).body.data.id
    world.setDnsRecord(elsewhere, true)
    await visitor.post(`${globex}/${elsewhere}/verify`)
    expect(await create({ ...saml, domain_id: elsewhere })).toMatchObject(refusal(404))
    const domain_id = await verifiedDomain()
    expect((await create({ ...saml, domain_id })).status).toBe(200)
    expect(await create({ ...oidc, domain_id })).toMatchObject(refusal(400))
    expect(world.enterpriseConnection('acme.example').provider).toBe('saml')
  })

  test('is updated in the given fields, also without the client secret', async () => {
    const { connections, create, verifiedDomain, visitor, world } = await visitConnections()
    const { id } = (await create({ ...oidc, jit_enabled: 'true' })).data
    const domain_id = await verifiedDomain()
    const fields = { oidc_client_id: 'new', oidc_client_secret: '', domain_id }
    const { data } = (await visitor.post(`${connections}/${id}/update`, fields)).body
    expect(data).toMatchObject({ id, oidc_client_id: 'new', oidc_issuer_url: oidc.oidc_issuer_url, jit_enabled: true })
    expect(data.domain.fqdn).toBe('acme.example')
    expect(world.enterpriseConnection(id).oidcClientSecret).toBe('hush-hush')
    expect((await visitor.post(`${connections}/${id}/update`, fields)).status).toBe(200)
  })

  test('is deleted', async () => {
    const { connections, create, visitor } = await visitConnections()
    const { id } = (await create(saml)).data
    expect((await visitor.post(`${connections}/${id}/delete`)).body.data).toEqual({ success: true })
    expect((await visitor.post(`${connections}/${id}/delete`)).body).toMatchObject(refusal(404))
  })

  test('goes with its organization', async () => {
    const { acme, create, visitor, verifiedDomain, world } = await visitConnections()
    await create({ ...saml, domain_id: await verifiedDomain() })
    await visitor.post(`${acme}/delete`)
    expect(() => world.enterpriseConnection('acme.example')).toThrow()
    expect(() => world.organizationDomain('acme.example')).toThrow()
    expect(world.enterpriseConnection('corp.example').organizationId).toBeNull()
  })
})

describe('a test of an enterprise connection', () => {
  test('passes every check, saved or not', async () => {
    const { connections, create, visitor } = await visitConnections()
    const { id } = (await create(saml)).data
    const passed = { success: true, protocol: 'saml', checks: { certificate_valid: true, sso_url_reachable: true } }
    expect((await visitor.post(`${connections}/${id}/test`)).body.data).toEqual(passed)
    expect((await visitor.post(`${connections}/test`, saml)).body.data).toEqual(passed)
    expect((await visitor.post(`${connections}/test`, oidc)).body.data).toEqual({
      success: true,
      protocol: 'oidc',
      checks: {
        issuer_valid: true,
        discovery_reachable: true,
        discovery_valid: true,
        authorization_endpoint: true,
        token_endpoint: true,
      },
    })
  })

  test('finds fields that cannot be right', async () => {
    const { connections, visitor } = await visitConnections()
    const { data } = (await visitor.post(`${connections}/test`, { protocol: 'saml', idp_sso_url: 'idp' })).body
    expect(data).toMatchObject({ success: false, checks: { certificate_valid: false, sso_url_reachable: false } })
    expect(data.errors).toEqual({ certificate_valid: expect.any(String), sso_url_reachable: expect.any(String) })
    const second = (await visitor.post(`${connections}/test`, { ...oidc, oidc_issuer_url: 'idp' })).body.data
    expect(Object.values(second.checks)).toEqual([false, false, false, false, false])
  })

  test('finds what it is set to find, until that is ended', async () => {
    const { connections, create, visitor, world } = await visitConnections()
    const { id } = (await create(oidc)).data
    const run = async () => (await visitor.post(`${connections}/${id}/test`)).body.data
    world.setFailingConnectionChecks({ token_endpoint: 'There is none', certificate_valid: 'Expired' })
    const found = await run()
    expect(found).toMatchObject({ success: false, checks: { issuer_valid: true, token_endpoint: false } })
    expect(found.errors).toEqual({ token_endpoint: 'There is none' })
    world.setFailingConnectionChecks({})
    expect(await run()).toMatchObject({ success: true })
  })

  test('needs a protocol', async () => {
    const { connections, visitor } = await visitConnections()
    expect((await visitor.post(`${connections}/test`, {})).body).toMatchObject(badBody)
  })
})

test.each(['update', 'delete', 'test'])('a connection of nobody’s organization cannot be had: %s', async (what) => {
  const { visitor, connections, world } = await visitConnections()
  const { id } = world.enterpriseConnection('corp.example')
  expect((await visitor.post(`${connections}/${id}/${what}`)).body).toMatchObject(refusal(404))
})

test.each(['GET ', 'POST ', 'POST /test', 'POST /1/update', 'POST /1/delete', 'POST /1/test'])(
  'connections are the managers’: %s',
  async (route) => {
    const { visitor, acme } = await visitAcme('linus')
    const [method, path = ''] = route.split(' ')
    const call = method === 'GET' ? visitor.get : visitor.post
    expect((await call(`${acme}/enterprise-connections${path}`)).body).toMatchObject(refusal(403))
  },
)

test('connections and what tests find survive a restart', async () => {
  const { create, emulator, verifiedDomain, world } = await visitConnections()
  const { id } = (await create({ ...oidc, domain_id: await verifiedDomain() })).data
  world.setFailingConnectionChecks({ token_endpoint: 'There is none' })
  const saved = JSON.parse(JSON.stringify(await emulator.save()))
  const later = setUp({ saved })
  expect(later.world.enterpriseConnection(id)).toEqual(world.enterpriseConnection(id))
  expect(JSON.parse(JSON.stringify(await later.emulator.save())).content.tables).toEqual(saved.content.tables)
})
