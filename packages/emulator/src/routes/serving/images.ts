import { refuseWithoutCode } from '../../wire/refusal'
import type { Upload } from '../../world/deployment/uploads'
import type { Form } from './form'

// The protocol names neither a limit nor the types: these are the emulator's.
const largestBytes = 5 * 1_024 * 1_024
// More arguments of one call would overflow the stack.
const chunkBytes = 32_768
const imageType = /^image\/[\w.+-]+$/

/** The image in a field of a form, or a 400 for anything else. */
export async function requireImage(form: Form, field: string): Promise<Pick<Upload, 'contentType' | 'base64'>> {
  const file = Object.hasOwn(form, field) ? form[field] : undefined
  if (!(file instanceof File) || file.size === 0 || !imageType.test(file.type)) {
    throw refuseWithoutCode(400, 'An image is required')
  }
  if (file.size > largestBytes) throw refuseWithoutCode(400, 'The image is larger than 5 MB')
  return { contentType: file.type, base64: toBase64(new Uint8Array(await file.arrayBuffer())) }
}

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    binary += String.fromCharCode(...bytes.subarray(at, at + chunkBytes))
  }
  return btoa(binary)
}
