import type { RowSource } from '../ids'
import type { DeploymentAddress } from './deployment'

/** An image that was sent to the API: it is served as it came. */
export interface Upload {
  id: string
  createdAtMs: number
  /** The user, organization or workspace it shows. */
  ownerId: string
  contentType: string
  /** Text, because the state is saved as JSON. */
  base64: string
}

/** The parts of the world that uploads use. */
export interface UploadData extends RowSource {
  uploads: Map<string, Upload>
}

export const uploadPath = '/__uploads'

/** Keeps the image of an owner instead of the one before, and returns where it is served. Each has an address of its own. */
export function replaceUpload(
  data: UploadData,
  { baseUrl }: DeploymentAddress,
  image: Pick<Upload, 'ownerId' | 'contentType' | 'base64'>,
): string {
  removeUploads(data, image.ownerId)
  const row: Upload = { id: data.ids.next(), createdAtMs: data.clock.now(), ...image }
  data.uploads.set(row.id, row)
  return `${baseUrl}${uploadPath}/${row.id}`
}

export function removeUploads(data: Pick<UploadData, 'uploads'>, ownerId: string): void {
  for (const row of data.uploads.values()) if (row.ownerId === ownerId) data.uploads.delete(row.id)
}
