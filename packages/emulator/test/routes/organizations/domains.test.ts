import { describe, expect, test } from 'vitest'
import { refusal, visitAcme } from '../../visit-acme'
import { setUp } from '../../visitor'

async function visitDomains() {
  const room = await visitAcme()
  const domains = `${room.acme}/domains`
  const add = async (domain = 'acme.example') => (await room.visitor.post(domains, { domain })).body
  return { ...room, domains, add }
}

describe('a domain of an organization', () => {
  test('is added with the DNS record that verifies it', async () => {
    const { visitor, domains, add, world } = await visitDomains()
    const { data } = await add(' Acme.EXAMPLE ')
    expect(data).toEqual({
      id: expect.any(String),
      created_at: '2026-01-15T12:00:00Z',
      updated_at: '2026-01-15T12:00:00Z',
      organization_id: world.organization('Acme').id,
      fqdn: 'acme.example',
      verified: false,
      verification_dns_record_type: 'TXT',
      verification_dns_record_name: '_wc-verification',
      verification_dns_record_data: expect.stringMatching(/^wacht-verify-\d+$/),
      verification_attempts: 0,
    })
    await add('acme.test')
    expect((await visitor.get(domains)).body.data).toMatchObject([{ fqdn: 'acme.test' }, data])
  })

  test.each(['', 'acme', 'acme.example.', 'https://acme.example', '-acme.example', 'ac me.example', 'acme..example'])(
    'is not "%s"',
    async (domain) => {
      expect(await (await visitDomains()).add(domain)).toMatchObject(refusal(400))
    },
  )

  test('is verified once its DNS record is present, and counts the attempts', async () => {
    const { visitor, domains, add, world } = await visitDomains()
    const { id, verification_dns_record_data } = (await add()).data
    const verify = async () => (await visitor.post(`${domains}/${id}/verify`)).body
    const refused = await verify()
    expect(refused).toMatchObject(refusal(400))
    expect(refused.message).toContain('_wc-verification.acme.example')
    expect(refused.message).toContain(verification_dns_record_data)
    world.setDnsRecord('ACME.example', true)
    expect((await verify()).data.domain).toMatchObject({ id, verified: true, verification_attempts: 2 })
    world.setDnsRecord(id, false)
    expect((await visitor.get(domains)).body.data).toMatchObject([{ verified: true }])
    expect((await verify()).status).toBe(200)
  })

  test('is the organization’s that verified it first', async () => {
    const { visitor, domains, add, world } = await visitDomains()
    world.setAuthenticator('ada', true)
    const globex = `/organizations/${world.organization('Globex').id}/domains`
    const { id } = (await add()).data
    expect(await add()).toMatchObject(refusal(400))
    const other = (await visitor.post(globex, { domain: 'acme.example' })).body.data
    for (const one of [id, other.id]) world.setDnsRecord(one, true)
    expect((await visitor.post(`${globex}/${other.id}/verify`)).status).toBe(200)
    expect((await visitor.post(`${domains}/${id}/verify`)).body).toMatchObject(refusal(400))
    await visitor.post(`${domains}/${id}/delete`)
    expect(await add()).toMatchObject(refusal(400))
  })

  test('is deleted, but not while a connection uses it', async () => {
    const { visitor, acme, domains, add, world } = await visitDomains()
    const { id } = (await add()).data
    world.setDnsRecord(id, true)
    await visitor.post(`${domains}/${id}/verify`)
    const saml = { protocol: 'saml', idp_entity_id: 'x', idp_sso_url: 'https://x.example', idp_certificate: 'x' }
    const connection = (await visitor.post(`${acme}/enterprise-connections`, { ...saml, domain_id: id })).body.data
    expect((await visitor.post(`${domains}/${id}/delete`)).body).toMatchObject(refusal(400))
    await visitor.post(`${acme}/enterprise-connections/${connection.id}/delete`)
    expect((await visitor.post(`${domains}/${id}/delete`)).body.data).toEqual({ success: true })
    expect((await visitor.get(domains)).body.data).toEqual([])
  })

  test.each(['verify', 'delete'])('of another organization is not there to %s', async (what) => {
    const { visitor, domains, world } = await visitDomains()
    world.setAuthenticator('ada', true)
    const globex = `/organizations/${world.organization('Globex').id}/domains`
    const { id } = (await visitor.post(globex, { domain: 'globex.example' })).body.data
    world.setDnsRecord(id, true)
    expect((await visitor.post(`${domains}/${id}/${what}`)).body).toMatchObject(refusal(404))
    expect((await visitor.post(`${domains}/1/${what}`)).body).toMatchObject(refusal(404))
  })

  test.each(['GET ', 'POST ', 'POST /1/verify', 'POST /1/delete'])('is the managers’: %s', async (route) => {
    const { visitor, acme } = await visitAcme('linus')
    const [method, path = ''] = route.split(' ')
    const call = method === 'GET' ? visitor.get : visitor.post
    expect((await call(`${acme}/domains${path}`)).body).toMatchObject(refusal(403))
  })

  test('survives a restart with its attempts and its record', async () => {
    const { visitor, emulator, domains, add, world } = await visitDomains()
    const { id } = (await add()).data
    await visitor.post(`${domains}/${id}/verify`)
    world.setDnsRecord(id, true)
    const later = setUp({ saved: JSON.parse(JSON.stringify(await emulator.save())) })
    expect(later.world.organizationDomain(id)).toEqual(world.organizationDomain(id))
    expect(world.organizationDomain(id)).toMatchObject({ verificationAttempts: 1, recordPresent: true })
  })
})
