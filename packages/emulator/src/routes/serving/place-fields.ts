import { badRequestBody } from '../../wire/refusal'
import type { DeploymentAddress } from '../../world/deployment/deployment'
import { removeUploads, replaceUpload, type Upload, type UploadData } from '../../world/deployment/uploads'
import type { Organization } from '../../world/places/organizations'
import type { Workspace } from '../../world/places/workspaces'
import { type Form, givenFlag, givenText, textsOf } from './form'
import { requireImage } from './images'

type PlaceFields = Pick<Organization, keyof Organization & keyof Workspace>

// One flag: its name differs between server builds, and between organizations and workspaces.
const mfaNames = ['enforce_mfa', 'enforce_mfa_setup', 'enforce_2fa']

/** The fields of an organization or workspace that a form changes. A list of addresses cannot be emptied. */
export function placeChanges(form: Form): Partial<PlaceFields> {
  const name = givenText(form, 'name')
  const description = givenText(form, 'description')
  const enableIpRestriction = givenFlag(form, 'enable_ip_restriction')
  const enforceMfa = mfaNames.map((field) => givenFlag(form, field)).find((flag) => flag !== undefined)
  const whitelistedIps = textsOf(form, 'whitelisted_ips')
  // The protocol does not say what an empty name does: a place keeps one.
  if (name === '') throw badRequestBody()
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(enableIpRestriction !== undefined && { enableIpRestriction }),
    ...(enforceMfa !== undefined && { enforceMfa }),
    ...(whitelistedIps.length > 0 && { whitelistedIps }),
  }
}

/** The name of a place, which is required where it is created. */
export function requireName(form: Form): string {
  const name = givenText(form, 'name')
  if (!name) throw badRequestBody()
  return name
}

/** An image to set; null clears the present one, undefined keeps it. */
type ImageChange = Pick<Upload, 'contentType' | 'base64'> | null | undefined

/** Reads the image of a form: a file, or the text `null` to clear it. 400 for anything else. */
export async function readImageChange(form: Form): Promise<ImageChange> {
  const image = Object.hasOwn(form, 'image') ? form.image : undefined
  // A file input without a file sends a file without a name.
  const isEmpty = image instanceof File && image.name === '' && image.size === 0
  if (image === undefined || image === null || image === '' || isEmpty) return undefined
  return image === 'null' ? null : requireImage(form, 'image')
}

export function changeImage(
  { data, address }: { data: UploadData; address: DeploymentAddress },
  place: Organization | Workspace,
  image: ImageChange,
): void {
  if (image === undefined) return
  if (image === null) removeUploads(data, place.id)
  place.imageUrl = image === null ? '' : replaceUpload(data, address, { ownerId: place.id, ...image })
}
