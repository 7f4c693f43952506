import type { DeploymentData } from '../deployment/deployment'

/** Why a restriction forbids an address or a name. */
export interface FieldRefusal {
  code: string
  message: string
}

// A short list suffices to try the refusal.
const disposableDomains = new Set(['mailinator.com', 'guerrillamail.com', '10minutemail.com', 'yopmail.com'])

// Non-geographic area codes of the North American plan, which VoIP providers use.
const voipPrefix = /^\D*5(?:00|33|44|66|77|88)/

/** Why this address is forbidden, checked in the server's order. */
export function emailRefusal(data: DeploymentData, email: string): FieldRefusal | undefined {
  const rules = data.deployment.restrictions
  const [local = '', domain = ''] = email.trim().toLowerCase().split('@')
  if (!local || !domain) return { code: 'BAD_REQUEST_BODY', message: 'Invalid email address' }
  if (rules.block_subaddresses && local.includes('+')) {
    return { code: 'EMAIL_NOT_ALLOWED', message: 'Email subaddresses are not allowed' }
  }
  if (rules.block_disposable_emails && disposableDomains.has(domain)) {
    return { code: 'DISPOSABLE_EMAIL_BLOCKED', message: 'Disposable email addresses are not allowed' }
  }
  if (rules.blocklist_enabled && isListed(rules.blocklisted_resources, email)) {
    return { code: 'EMAIL_BLOCKED', message: 'This email address is blocked' }
  }
  if (rules.allowlist_enabled && !isListed(rules.allowlisted_resources, email)) {
    return { code: 'EMAIL_NOT_ALLOWED', message: 'This email address is not allowed' }
  }
  return keywordRefusal(data, email)
}

/** Why this name is forbidden. */
export function keywordRefusal(data: DeploymentData, text: string): FieldRefusal | undefined {
  const banned = data.deployment.restrictions.banned_keywords
  const found = banned.some((word) => word !== '' && text.toLowerCase().includes(word.toLowerCase()))
  return found ? { code: 'BANNED_KEYWORD', message: 'This contains a word that is not allowed' } : undefined
}

/** Why this phone number is forbidden. */
export function phoneRefusal(
  data: DeploymentData,
  phone: { countryCode: string; phoneNumber: string },
): FieldRefusal | undefined {
  if (!/^\+\d{1,4}$/.test(phone.countryCode)) {
    return { code: 'BAD_REQUEST_BODY', message: 'A phone number needs a country code' }
  }
  if (!/^[\d\s()-]{4,15}$/.test(phone.phoneNumber)) {
    return { code: 'BAD_REQUEST_BODY', message: 'Invalid phone number' }
  }
  if (data.deployment.restrictions.block_voip_numbers && voipPrefix.test(phone.phoneNumber)) {
    return { code: 'VOIP_NUMBER_BLOCKED', message: 'VoIP numbers are not allowed' }
  }
  return undefined
}

/** Whether this dial code is restricted. Despite its name, the list of countries holds dial codes. */
export function isCountryRestricted(data: DeploymentData, dialCode: string): boolean {
  const { enabled, country_codes } = data.deployment.restrictions.country_restrictions
  return enabled && dialCode !== '' && country_codes.includes(dialCode)
}

/** Whether an address or its domain, with or without `@`, is on a list. */
function isListed(list: readonly string[], email: string): boolean {
  const address = email.trim().toLowerCase()
  return list.some((entry) => {
    const wanted = entry.trim().toLowerCase()
    return wanted === address || (wanted !== '' && address.endsWith(`@${wanted.replace(/^@/, '')}`))
  })
}
