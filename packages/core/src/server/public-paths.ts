/**
 * The path that a router may see, or undefined when routers disagree about it: then it is not public. Refused are encoded
 * slashes and dots, what is encoded twice, backslashes, double slashes, `.` and `..`, control characters, and what cannot be decoded.
 */
export function plainPath(path: string): string | undefined {
  let plain = path
  try {
    if (/%(2f|5c|2e|00)/i.test(plain)) return undefined
    plain = decodeURIComponent(plain)
    // Routers decode once. A percent sign of the path itself may be left, but nothing that is still encoded.
    if (/%[\da-f]{2}/i.test(plain)) return undefined
  } catch {
    return undefined
  }
  plain = plain.normalize('NFC')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  if (!plain.startsWith('/') || /[\\;\u0000-\u001f\u007f]|\/\/|\/\.{1,2}(\/|$)/.test(plain)) return undefined
  return plain.length > 1 && plain.endsWith('/') ? plain.slice(0, -1) : plain
}

/**
 * Whether a path is one of the public ones. Only what is listed is public: `/pricing` itself, `/blog/*` with everything
 * below it. Case counts.
 *
 * @example
 * ```ts
 * import { isPublicPath } from '@wachter/core/server'
 *
 * const isOpen = isPublicPath(new URL(request.url).pathname, ['/', '/blog/*'])
 * ```
 *
 * @param path the `pathname` of a URL, still encoded
 */
export function isPublicPath(path: string, publicPaths: readonly string[]): boolean {
  const plain = plainPath(path)
  if (plain === undefined) return false
  return publicPaths.some((pattern) => {
    if (!pattern.endsWith('/*')) return plain === pattern
    const folder = pattern.slice(0, -2)
    return plain === folder || plain.startsWith(`${folder}/`)
  })
}
