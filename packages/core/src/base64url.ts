/**
 * The UTF-8 text in base64url, padded or not. Without `TextDecoder`, which Jest's jsdom does not have.
 *
 * @throws what `atob`, or `decodeURIComponent` for bytes that are no UTF-8, throws
 */
export function textFromBase64Url(encoded: string): string {
  const bytes = Array.from(atob(encoded.replaceAll('-', '+').replaceAll('_', '/')), (byte) => byte.charCodeAt(0))
  return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''))
}
