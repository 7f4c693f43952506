type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

// Arrays the protocol allows to be null when empty.
const nullableArrays = new Set([
  'remaining_steps',
  'missing_fields',
  'required_fields',
  'available_2fa_methods',
  'errors',
  'roles',
  'permissions',
  'whitelisted_ips',
  'segments',
  'ctas',
  // The rows of a page of members.
  'data',
])

// References in roles, invitations, domains and enterprise connections that some server builds still send as rounded numbers.
const numberedReferences = new Set([
  'organization_id',
  'workspace_id',
  'deployment_id',
  'domain_id',
  'inviter_id',
  'initial_organization_role_id',
  'initial_workspace_role_id',
])

// Fields by which their rows are known.
const referrers = ['initial_organization_role_id', 'fqdn', 'oidc_issuer_url']

// Settings that a partial deployment omits.
const omissible = new Set(['restrictions'])

// Other values for "none", by field.
const nothings = new Map<string, Json>([
  ['identifier_id', 0],
  ['enterprise_connection_id', ''],
  ['primary_phone_number_id', '0'],
  ['auto_assigned_workspace_id', '0'],
])

const strangers = new Map<string, Json>([
  ['availability', 'in_orbit'],
  ['verification_strategy', 'oath_carrier_pigeon'],
  ['user_phone_numbers', null],
])

// Fields that a notification without them may have, and their values for "none".
const absences = { organization_id: '', workspace_id: null, metadata: null, read_at: null }

// Values that `current_step` may keep after an attempt is done.
const lastSteps = new Map<Json | undefined, Json>([
  ['email_otp', 'verify_email_otp'],
  ['phone_otp', 'verify_phone_otp'],
  ['magic_link', 'verify_email_link'],
])

// Fields whose name differs between server builds.
const aliases: [isOne: (value: object) => boolean, name: string, alias: string][] = [
  [(value) => 'method' in value && !('id' in value), 'method', 'verification_method'],
  [(value) => 'email_address' in value && 'deployment_id' in value, 'email_address', 'email'],
  [(value) => 'workspace' in value && 'user' in value && 'roles' in value, 'user', 'public_user_data'],
]

/** Returns the answer with every irregularity the server's builds show. The meaning stays the same. */
export function makeNasty(answer: unknown): unknown {
  return worsen(JSON.parse(JSON.stringify(answer)) as Json)
}

function worsen(value: Json): Json {
  if (Array.isArray(value)) return value.map(worsen)
  if (typeof value !== 'object' || value === null) return value
  const renamed = aliases.filter(([isOne]) => isOne(value))
  const isRole = 'permissions' in value && 'name' in value
  const isReferrer = isRole || referrers.some((field) => field in value)
  const present = Object.entries(value).filter(([key]) => !omissible.has(key))
  const entries = present.map(([key, entry]): [string, Json] => [
    renamed.find(([, name]) => name === key)?.[2] ?? key,
    isStaleStep(value, key) ? (lastSteps.get(value.method) ?? '') : worsenField(key, entry, { isRole, isReferrer }),
  ])
  if ('severity' in value) entries.unshift(...Object.entries(absences))
  if ('id' in value) entries.push(['x_from_the_future', { nested: [1, 'two', null] }])
  return Object.fromEntries(entries)
}

function worsenField(key: string, value: Json, { isRole, isReferrer }: Record<'isRole' | 'isReferrer', boolean>): Json {
  if (isReferrer && numberedReferences.has(key)) return Number(value ?? 0)
  if (isRole && key.endsWith('_at')) return '0001-01-01T00:00:00Z'
  if (nullableArrays.has(key) && Array.isArray(value) && value.length === 0) return null
  if (value === null) return nothings.get(key) ?? null
  if (strangers.has(key) && !isFilled(value)) return strangers.get(key) ?? null
  if (key.endsWith('_at') && typeof value === 'string' && !value.startsWith('0001')) return withNanoseconds(value)
  if (key === 'public_metadata' && JSON.stringify(value) === '{}') return null
  if (key === 'passkey' && !isEnabled(value)) return null
  if (key === 'severity' && value === 'info') return 'whisper'
  if (key === 'provider' && value === 'github_oauth') return 'smoke_signal_oauth'
  return worsen(value)
}

function isStaleStep(value: { [key: string]: Json }, key: string): boolean {
  return key === 'current_step' && value.completed === true && value.current_step === ''
}

function isEnabled(value: Json): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && value.enabled === true
}

function isFilled(value: Json): boolean {
  return Array.isArray(value) && value.length > 0
}

function withNanoseconds(time: string): string {
  return time.includes('.') ? time.replace('Z', '000001Z') : time.replace('Z', '.000000001Z')
}
