/**
 * Decodes base64url, padded or not, to UTF-8 text. Without `TextDecoder`, which Jest's jsdom lacks.
 *
 * @throws what `atob` throws, or `decodeURIComponent` for bytes that are not UTF-8
 */
export function textFromBase64Url(encoded: string): string {
  const bytes = Array.from(atob(encoded.replaceAll('-', '+').replaceAll('_', '/')), (byte) => byte.charCodeAt(0))
  return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''))
}
