import type { Client } from '../client.js'
import { SessionError } from '../errors.js'
import { requireText } from '../flows/inputs/require-text.js'
import type { Organization, Workspace } from '../model/membership.js'
import type { RefusalRule } from './refusals.js'

/** What to change of an organization or workspace. A field that is absent, or equal to what is shown, is not sent. */
export interface PlaceChanges {
  readonly name?: string
  readonly description?: string
  /** A file, or null to remove the picture. */
  readonly image?: Blob | null
  /** Exact addresses or ranges in CIDR notation. The server cannot empty the list: switch `enableIpRestriction` off instead. */
  readonly whitelistedIps?: readonly string[]
  readonly enableIpRestriction?: boolean
  readonly enforceMfa?: boolean
}

type Form = NonNullable<Parameters<Client['request']>[0]['form']>
type Place = Organization | Workspace

/** The fields that the session shows; it has no addresses (PROTOCOL.md §4.7). */
const shown = ['name', 'description', 'enableIpRestriction', 'enforceMfa'] as const

/** Lists of addresses that were loaded before a change of them, so that the server may have others. */
const outdated = new WeakSet<readonly string[]>()

/**
 * The form of what is really changed.
 *
 * @param whitelistedIps those of now, if known
 * @param mfaField the name of the flag differs (PROTOCOL-ROUTES.md §5)
 * @throws {@link SessionError} `cannot-be-cleared`, `invalid-argument`
 */
export function changedFields(
  place: Place,
  whitelistedIps: readonly string[] | undefined,
  changes: PlaceChanges,
  mfaField: string,
): Form {
  const { image, whitelistedIps: ips } = changes
  if (changes.name !== undefined) requireText('name', changes.name)
  const text = (name: (typeof shown)[number]) =>
    changes[name] === undefined || changes[name] === place[name] ? undefined : String(changes[name])
  const known = whitelistedIps && !outdated.has(whitelistedIps) ? whitelistedIps : undefined
  const isSameList = ips?.length === known?.length && ips?.every((ip, index) => ip === known?.[index])
  if (ips?.length === 0 && !isSameList) {
    throw new SessionError('cannot-be-cleared', 'The list of addresses cannot be emptied: switch the restriction off')
  }
  if (ips && whitelistedIps && !isSameList) outdated.add(whitelistedIps)
  const isWithoutPicture = image === null && !place.imageUrl
  const form: Form = {
    name: text('name'),
    description: text('description'),
    image: isWithoutPicture ? undefined : image === null ? 'null' : image,
    whitelisted_ips: isSameList ? undefined : ips,
    enable_ip_restriction: text('enableIpRestriction'),
    [mfaField]: text('enforceMfa'),
  }
  return Object.fromEntries(Object.entries(form).filter(([, value]) => value !== undefined))
}

/** Whether the session shows these changes; undefined if it cannot tell. */
export function isShown(before: Place, after: Place | undefined, changes: PlaceChanges): boolean | undefined {
  if (!after) return undefined
  if (shown.some((name) => changes[name] !== undefined && changes[name] !== after[name])) return false
  if (changes.image === null && after.imageUrl) return false
  const isPictureSeen = !changes.image || after.imageUrl !== before.imageUrl
  return (isPictureSeen && !changes.whitelistedIps) || undefined
}

/** @throws {@link SessionError} `cannot-be-cleared` for a description that an empty one did not replace */
export function requireCleared({ description }: PlaceChanges, after: Place | undefined): void {
  if (description !== '' || !after?.description) return
  throw new SessionError('cannot-be-cleared', 'The server does not empty the description')
}

/** The server describes it with a sentence only. */
export const badPicture: RefusalRule = {
  status: 400,
  says: /image|picture|file|photo/i,
  code: 'picture-rejected',
  message: 'The server does not accept this file as a picture',
}
