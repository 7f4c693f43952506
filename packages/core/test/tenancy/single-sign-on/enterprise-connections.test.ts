import { describe, expect, test, vi } from 'vitest'
import {
  type ConnectionInput,
  createEnterpriseConnections,
  type EnterpriseConnectionsFlow,
} from '../../../src/tenancy/index.js'
import { asText, at } from '../../flows/steps.js'
import { anything, type Person, pass } from '../../set-up.js'
import { setUpInAcme, watched } from '../stage.js'

const secret = 'the-client-secret'
const oidc = {
  protocol: 'oidc',
  oidcClientId: 'wacht',
  oidcClientSecret: secret,
  oidcIssuerUrl: 'https://id.acme.com',
} as const
const saml = {
  protocol: 'saml',
  idpEntityId: 'urn:acme',
  idpSsoUrl: 'https://id.acme.com/sso',
  idpCertificate: '-----BEGIN CERTIFICATE-----',
} as const

const setUp = async (people?: readonly Person[]) => {
  const stage = await setUpInAcme(people)
  const flow = createEnterpriseConnections(stage.client)
  const seen = await watched(flow)
  const connections = `${stage.acme}/enterprise-connections`
  return { ...stage, flow, seen, connections }
}

const manage = (flow: EnterpriseConnectionsFlow) => at(flow.$state.get(), 'manage')

type Stage = Awaited<ReturnType<typeof setUpInAcme>>

/** The same with a connection. */
const setUpConnected = async (input: ConnectionInput = oidc) => {
  const stage = await setUp()
  await manage(stage.flow).create(input)
  return { ...stage, id: manage(stage.flow).connections?.[0]?.id ?? '' }
}

describe('the connections of an organization', () => {
  test('are created, changed and removed', async () => {
    const { flow } = await setUp()
    expect(manage(flow).connections).toEqual([])
    const created = await manage(flow).create({ ...oidc, jitEnabled: true, attributeMapping: { email: 'mail' } })
    expect(created.error).toBeUndefined()
    const [connection] = manage(flow).connections ?? []
    expect(connection).toEqual({
      id: expect.any(String),
      createdAtMs: Date.now(),
      updatedAtMs: Date.now(),
      protocol: 'oidc',
      domainId: undefined,
      domain: undefined,
      idpEntityId: '',
      idpSsoUrl: '',
      idpCertificate: '',
      oidcClientId: 'wacht',
      oidcIssuerUrl: 'https://id.acme.com',
      oidcScopes: 'openid profile email',
      jitEnabled: true,
      attributeMapping: { email: 'mail' },
    })
    const id = connection?.id ?? ''
    await manage(flow).update(id, { oidcScopes: 'openid', attributeMapping: { email: 'upn' } })
    expect(manage(flow).connections).toMatchObject([{ oidcScopes: 'openid', attributeMapping: { email: 'upn' } }])
    expect((await manage(flow).remove(id)).error).toBeUndefined()
    expect(manage(flow).connections).toEqual([])
  })

  test('with a verified domain', async () => {
    const { flow, world, acme, client } = await setUp()
    const domain = { method: 'post', path: `${acme.slice(1)}/domains`, form: { domain: 'acme.com' } } as const
    await client.mutate({ ...domain, schema: anything })
    const { id } = world.organizationDomain('acme.com')
    expect((await manage(flow).create({ ...saml, domainId: id })).error?.code).toBe('domain-not-verified')
    world.setDnsRecord('acme.com', true)
    await client.mutate({
      method: 'post',
      path: `${acme.slice(1)}/domains/${id}/verify`,
      schema: anything,
    })
    expect((await manage(flow).create({ ...saml, domainId: id })).error).toBeUndefined()
    expect(manage(flow).connections).toMatchObject([{ protocol: 'saml', domainId: id, domain: { fqdn: 'acme.com' } }])
    expect((await manage(flow).create({ ...oidc, domainId: id })).error?.code).toBe('domain-taken')
    expect((await manage(flow).create({ ...oidc, domainId: '1' })).error?.code).toBe('domain-not-found')
  })

  test('an update sends what differs, and neither the protocol nor jit_enabled', async () => {
    const { flow, client, id, asked, connections } = await setUpConnected()
    const mutate = vi.spyOn(client, 'mutate')
    await manage(flow).update(id, { ...oidc, oidcClientId: 'other', oidcClientSecret: '' })
    expect(manage(flow).connections?.[0]?.oidcClientId).toBe('other')
    await manage(flow).update(id, { oidcClientId: 'other', oidcIssuerUrl: 'https://id.acme.com' })
    expect(asked(`POST ${connections}/${id}/update`)).toHaveLength(1)
    expect(mutate.mock.calls.map(([{ form }]) => form)).toEqual([{ oidc_client_id: 'other' }])
  })

  test('cannot-be-cleared: the server ignores an empty text', async () => {
    const { flow, id, asked, connections } = await setUpConnected()
    expect((await manage(flow).update(id, { oidcScopes: '' })).error?.code).toBe('cannot-be-cleared')
    expect(asked(`POST ${connections}/${id}/update`)).toEqual([])
  })

  test('invalid-argument: what the protocol needs is missing', async () => {
    const { flow, asked, connections } = await setUp()
    const inputs = [
      { ...oidc, oidcClientSecret: '' },
      { ...saml, idpSsoUrl: ' ' },
      { ...saml, protocol: 'ldap' },
    ]
    for (const input of inputs)
      expect((await manage(flow).create(input as ConnectionInput)).error?.code).toBe('invalid-argument')
    expect(asked(`POST ${connections}`)).toEqual([])
  })

  test('connection-rejected: with the sentence of the server', async () => {
    const { flow, world, connections } = await setUp()
    const body = { status: 400, message: 'The certificate has expired', data: null, errors: null }
    world.faults.add({ method: 'POST', path: connections, status: 400, body, once: true })
    const { error } = await manage(flow).create(saml)
    expect(error).toMatchObject({ code: 'connection-rejected', message: 'The certificate has expired' })
  })

  test('connection-not-found: it is of none of the actions', async () => {
    const { flow } = await setUp()
    const { update, remove, test, loadScimToken, createScimToken, revokeScimToken } = manage(flow)
    const outcomes = [update('1', { oidcScopes: 'openid' }), test('1'), loadScimToken('1'), createScimToken('1')]
    for (const outcome of [...outcomes, revokeScimToken('1'), remove('../1')])
      expect((await outcome).error?.code).toBe('connection-not-found')
    expect((await test('')).error?.code).toBe('invalid-argument')
  })

  test('forbidden: who does not manage the organization does not see them', async () => {
    const { flow } = await setUp(['linus'])
    expect(at(flow.$state.get(), 'refused').reason.code).toBe('forbidden')
  })

  test('a client secret is in no state and in no error', async () => {
    const { flow, seen, world, id, connections } = await setUpConnected()
    await manage(flow).test(oidc)
    world.faults.add({ method: 'POST', path: `${connections}*`, status: 500, times: 2 })
    await manage(flow).create({ ...oidc, oidcClientId: 'second' })
    await manage(flow).update(id, { oidcClientSecret: secret })
    expect(asText(seen)).not.toContain(secret)
    expect(asText(flow.$state.get())).not.toContain(secret)
  })
})

describe('a test', () => {
  test('of fields that are not saved finds what is wrong', async () => {
    const { flow, asked, connections } = await setUp()
    const wrong = { ...saml, idpSsoUrl: 'nowhere' }
    expect(at(await manage(flow).test(wrong), 'manage').lastTest).toEqual({
      connectionId: undefined,
      success: false,
      checks: { certificate_valid: true, sso_url_reachable: false },
      errors: { sso_url_reachable: expect.any(String) },
    })
    expect(at(await manage(flow).test(saml), 'manage').lastTest).toMatchObject({ success: true, errors: {} })
    expect(asked(`POST ${connections}`)).toEqual([])
  })

  test('of a connection asks for its id only, and leaves the session alone', async () => {
    const { flow, world, asked, id, connections } = await setUpConnected()
    world.setFailingConnectionChecks({ discovery_reachable: 'No answer' })
    const before = asked('GET /session').length
    expect(at(await manage(flow).test(id), 'manage').lastTest).toMatchObject({
      connectionId: id,
      success: false,
      errors: { discovery_reachable: 'No answer' },
    })
    expect(asked(`POST ${connections}/${id}/test`)).toHaveLength(1)
    expect(asked('GET /session')).toHaveLength(before)
  })

  test('of another place is not shown', async () => {
    const { flow, client, world, id, connections } = await setUpConnected()
    await manage(flow).test(id)
    await client.switchOrganization()
    await client.switchOrganization(world.organization('Acme').id)
    expect(manage(flow).lastTest).toBeUndefined()
    const slow = world.faults.add({ path: `${connections}/*/test`, hold: true, once: true })
    const testing = manage(flow).test(id)
    await slow.held()
    await client.switchOrganization()
    slow.release()
    expect((await testing).error?.code).toBe('context-changed')
    at(flow.$state.get(), 'no-organization')
  })
})

test.each(['a test', 'a SCIM token'])(
  '%s is gone after leaving and coming back, without listeners too',
  async (what) => {
    const { client, world } = await setUpInAcme()
    const flow = createEnterpriseConnections(client)
    await manage(flow).create(oidc)
    const id = manage(flow).connections?.[0]?.id ?? ''
    await (what === 'a test' ? manage(flow).test(id) : manage(flow).createScimToken(id))
    await client.switchOrganization()
    await client.switchOrganization(world.organization('Acme').id)
    expect(manage(flow)).toMatchObject({ lastTest: undefined, scimToken: undefined })
  },
)

describe('a SCIM token', () => {
  test('is created, shown once, known by its beginning, and revoked', async () => {
    const { flow, id } = await setUpConnected()
    const baseUrl = expect.stringContaining(`/scim/v2/${id}`)
    const none = { connectionId: id, exists: false, prefix: '', enabled: false, baseUrl }
    expect(at(await manage(flow).loadScimToken(id), 'manage').scimToken).toMatchObject(none)
    const { token, baseUrl: shownUrl, done } = at(await manage(flow).createScimToken(id), 'shown')
    expect(token.length).toBeGreaterThan(16)
    expect(shownUrl).toEqual(baseUrl)
    const { scimToken } = at(await done(), 'manage')
    expect(scimToken).toEqual({
      connectionId: id,
      exists: true,
      prefix: token.slice(0, scimToken?.prefix.length),
      enabled: true,
      baseUrl,
      createdAtMs: Date.now(),
      lastUsedAtMs: undefined,
    })
    expect(asText(flow.$state.get())).not.toContain(token)
    expect(at(await manage(flow).loadScimToken(id), 'manage').scimToken).toEqual(scimToken)
    expect(at(await manage(flow).revokeScimToken(id), 'manage').scimToken).toMatchObject(none)
  })

  test.each([
    ['the place', ({ client }: Stage) => client.switchOrganization()],
    ['the account', ({ client, idOf }: Stage) => client.switchSignIn(idOf('linus'))],
    ['the session', ({ client }: Stage) => client.signOut()],
  ])('is dropped when %s changes, without listeners too', async (_, leave) => {
    const stage = await setUpInAcme(['linus', 'ada'])
    const flow = createEnterpriseConnections(stage.client)
    await manage(flow).create(oidc)
    const { token } = at(await manage(flow).createScimToken(manage(flow).connections?.[0]?.id ?? ''), 'shown')
    await leave(stage)
    expect(asText(flow.$state.get())).not.toContain(token)
    await stage.client.switchOrganization(stage.organization('Acme')).catch(() => undefined)
    expect(asText(flow.$state.get())).not.toContain(token)
  })

  test('unconfirmed: a text that was lost cannot be shown, and what exists is', async () => {
    const { flow, world, id, connections } = await setUpConnected()
    world.faults.add({ method: 'POST', path: `${connections}/*/scim/token`, dropResponse: true, once: true })
    expect((await manage(flow).createScimToken(id)).error?.code).toBe('unconfirmed')
    expect(manage(flow).scimToken?.exists).toBe(true)
  })

  test('a lost answer of revoking is made good by what exists, and one that never arrived is an error', async () => {
    const { flow, world, id, connections } = await setUpConnected()
    await at(await manage(flow).createScimToken(id), 'shown').done()
    world.faults.add({ path: `${connections}/*/revoke`, drop: true, once: true })
    expect((await manage(flow).revokeScimToken(id)).error?.code).toBe('offline')
    expect(manage(flow).scimToken?.exists).toBe(true)
    world.faults.add({ path: `${connections}/*/revoke`, dropResponse: true, once: true })
    expect((await manage(flow).revokeScimToken(id)).error).toBeUndefined()
    expect(manage(flow).scimToken?.exists).toBe(false)
  })

  test('unconfirmed: neither the answer of revoking came, nor what exists', async () => {
    const { flow, world, id, connections } = await setUpConnected()
    await at(await manage(flow).createScimToken(id), 'shown').done()
    world.faults.add({ path: `${connections}/*/revoke`, dropResponse: true, once: true })
    world.faults.add({ method: 'GET', path: `${connections}/*/scim/token`, status: 500 })
    expect((await manage(flow).revokeScimToken(id)).error?.code).toBe('unconfirmed')
  })

  test('stays on the page when the list is refused since', async () => {
    const { flow, world, id, connections, client } = await setUpConnected()
    await manage(flow).createScimToken(id)
    world.faults.add({ path: connections, status: 403, code: 'MFA_REQUIRED' })
    await client.mutate({ method: 'post', path: 'me', form: { first_name: 'A' }, schema: anything })
    await pass()
    await at(flow.$state.get(), 'shown').done()
    expect(at(flow.$state.get(), 'refused').reason.code).toBe('mfa-required')
  })
})

describe('a lost answer', () => {
  test.each(['create', 'update', 'remove'])('of %s is made good by the list', async (name) => {
    const { flow, world, id } = await setUpConnected()
    world.faults.add({ method: 'POST', path: /enterprise-connections/, dropResponse: true, once: true })
    const { create, update, remove } = manage(flow)
    const changes = {
      create: () => create(oidc),
      update: () => update(id, { oidcClientId: 'other' }),
      remove: () => remove(id),
    }
    expect((await changes[name as keyof typeof changes]()).error).toBeUndefined()
  })

  test('of a secret is unconfirmed: it cannot be looked up', async () => {
    const { flow, world, id } = await setUpConnected()
    world.faults.add({ path: /update/, dropResponse: true, once: true })
    expect((await manage(flow).update(id, { oidcClientSecret: 'another' })).error?.code).toBe('unconfirmed')
  })

  test('of a connection that never arrived is an error, although another is the same', async () => {
    const { flow, world } = await setUpConnected()
    world.faults.add({ method: 'POST', path: /enterprise-connections/, drop: true, once: true })
    expect((await manage(flow).create(oidc)).error?.code).toBe('offline')
    expect(manage(flow).connections).toHaveLength(1)
  })
})
