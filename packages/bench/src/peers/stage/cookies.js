/**
 * `document.cookie` of one site.
 *
 * @param {(text: string) => void} onWrite
 */
export function createCookies(onWrite) {
  /** @type {Map<string, { value: string, endsAtMs: number }>} */
  const jar = new Map()

  /** @param {string} text as it is assigned to `document.cookie` */
  const accept = (text) => {
    const [pair = '', ...attributes] = text.split(';').map((part) => part.trim())
    const name = pair.slice(0, pair.indexOf('='))
    const attribute = (/** @type {string} */ wanted) =>
      attributes.find((part) => part.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1)
    const age = attribute('max-age')
    const date = attribute('expires')
    const endsAtMs = age ? Date.now() + Number(age) * 1_000 : date ? Date.parse(date) : Number.POSITIVE_INFINITY
    jar.set(name, { value: pair.slice(name.length + 1), endsAtMs })
  }
  const present = () => [...jar].filter(([, { endsAtMs }]) => endsAtMs > Date.now())

  return {
    accept,
    read: () =>
      present()
        .map(([name, { value }]) => `${name}=${value}`)
        .join('; '),
    write(/** @type {string} */ text) {
      accept(text)
      onWrite(text)
    },
    /** Assignments that make an equal jar. */
    texts: () => present().map(([name, { value }]) => `${name}=${value}`),
  }
}

/** Leaves a cookie as a server's answer would. @param {string} text */
export function leaveCookie(text) {
  // biome-ignore lint/suspicious/noDocumentCookie: the pretended page has no Cookie Store API
  document.cookie = text
}
