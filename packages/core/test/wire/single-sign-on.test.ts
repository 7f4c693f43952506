import { describe, expect, test } from 'vitest'
import { type Field, toModel } from '../../src/wire/primitives.js'
import {
  connectionTest,
  domains,
  enterpriseConnections,
  newScimToken,
  scimTokenState,
} from '../../src/wire/single-sign-on.js'

const read = <M>(schema: Field<unknown, M>, value: unknown) => toModel(schema)['~standard'].validate(value)

test('a domain without an id is dropped, and null is no domain', () => {
  expect(read(domains(), [{ fqdn: 'acme.com' }, { id: 5, fqdn: 'acme.dev' }])).toMatchObject({
    value: [{ id: '5', fqdn: 'acme.dev', verified: false }],
  })
  expect(read(domains(), null)).toEqual({ value: [] })
  expect(read(domains(), 'no')).toHaveProperty('issues')
})

describe('a connection', () => {
  const connection = { id: '1', protocol: 'ldap', domain_id: 0, idp_entity_id: null, oidc_client_secret: 'secret' }

  test('may have a protocol that is not known, and never shows a secret', () => {
    const found = read(enterpriseConnections(), [connection])
    expect(found).toMatchObject({ value: [{ protocol: 'ldap', domainId: undefined, idpEntityId: '' }] })
    expect(JSON.stringify(found)).not.toContain('secret')
  })

  test.each([
    ['an object', { email: 'mail' }, { email: 'mail' }],
    ['the JSON text that was sent', '{"email":"mail"}', { email: 'mail' }],
    ['text that is not JSON', '{', undefined],
    ['a list', [1], undefined],
    ['null', null, undefined],
  ])('reads a mapping that is %s', (_, attribute_mapping, attributeMapping) => {
    expect(read(enterpriseConnections(), [{ ...connection, attribute_mapping }])).toMatchObject({
      value: [{ attributeMapping }],
    })
  })
})

test('a test has only checks that are yes or no, and errors that are text', () => {
  const checks = { certificate_valid: true, sso_url_reachable: 'no' }
  expect(
    read(connectionTest(), { success: false, checks, errors: { sso_url_reachable: 'No answer', other: 1 } }),
  ).toEqual({
    value: { success: false, checks: { certificate_valid: true }, errors: { sso_url_reachable: 'No answer' } },
  })
  expect(read(connectionTest(), { success: true, checks: null })).toEqual({
    value: { success: true, checks: {}, errors: {} },
  })
})

describe('a SCIM token', () => {
  const about = {
    token_prefix: 'scim_1',
    enabled: true,
    created_at: '2026-01-01T00:00:00Z',
    scim_base_url: 'https://a/scim',
  }

  test('is nested where it is asked for, and flat where it is new', () => {
    expect(read(scimTokenState(), { exists: true, token: about })).toMatchObject({
      value: { exists: true, token: { prefix: 'scim_1', baseUrl: 'https://a/scim', lastUsedAtMs: undefined } },
    })
    expect(read(scimTokenState(), { exists: false, scim_base_url: 'https://a/scim' })).toMatchObject({
      value: { exists: false, baseUrl: 'https://a/scim', token: undefined },
    })
    expect(read(newScimToken(), { ...about, token: 'text' })).toMatchObject({
      value: { token: 'text', prefix: 'scim_1' },
    })
  })

  test('that is new must have a text', () => {
    expect(read(newScimToken(), about)).toHaveProperty('issues')
  })
})
