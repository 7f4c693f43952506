import { isObject, type Json } from '../json.js'
import { as, field, flag, id, maybe, metadata, object, record, ref, strictList, text, time } from './primitives.js'

// Created on demand: bundlers keep every call at the top level of a file, even if it is not used.

export const domains = () =>
  strictList(
    object({
      ...record,
      fqdn: text,
      verified: flag,
      verification_dns_record_type: text,
      verification_dns_record_name: text,
      verification_dns_record_data: text,
    }),
  )

/** The client secret is not part of it (PROTOCOL-ROUTES.md §2). */
export const enterpriseConnections = () =>
  strictList(
    object({
      ...record,
      protocol: text,
      domain_id: ref,
      domain: maybe(object({ fqdn: text })),
      idp_entity_id: text,
      idp_sso_url: text,
      idp_certificate: text,
      oidc_client_id: text,
      oidc_issuer_url: text,
      oidc_scopes: text,
      jit_enabled: flag,
      attribute_mapping: mapping(),
    }),
  )

/** An object of the app. It may also come as the JSON text that it was sent as. */
const mapping = () =>
  field((value, reading): Readonly<Record<string, Json>> | undefined => {
    const read = metadata.read(typeof value === 'string' ? parsed(value) : value, reading)
    return isObject(read) && !Array.isArray(read) ? (read as Readonly<Record<string, Json>>) : undefined
  })

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const connectionTest = () =>
  object({ success: flag, checks: recordOf<boolean>('boolean'), errors: recordOf<string>('string') })

/** Drops entries of another type. */
const recordOf = <T extends boolean | string>(type: 'boolean' | 'string') =>
  field((value): Readonly<Record<string, T>> => {
    const entries = Object.entries(isObject(value) ? value : {})
    return Object.fromEntries(entries.filter((entry): entry is [string, T] => typeof entry[1] === type))
  })

const scimToken = () => ({
  token_prefix: as('prefix', text),
  enabled: flag,
  created_at: as('createdAtMs', time),
  last_used_at: as('lastUsedAtMs', time),
  scim_base_url: as('baseUrl', text),
})

/** What is known of a token: nested, unlike a new one (PROTOCOL-ROUTES.md §2). */
export const scimTokenState = () =>
  object({ exists: flag, scim_base_url: as('baseUrl', text), token: maybe(object(scimToken())) })

export const newScimToken = () => object({ ...scimToken(), token: id })
