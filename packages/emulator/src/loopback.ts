const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Whether a host name always means this machine. Browsers resolve these names themselves, so they are safe from DNS
 * rebinding: a foreign page can point any other name at this machine.
 */
export function isLoopbackHost(hostname: string): boolean {
  if (hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]') return true
  return /^127(?:\.\d{1,3}){3}$/.test(hostname)
}

/** Whether an `Origin` header is a page on this machine. Sandboxed pages and local files have the origin `null`. */
export function isLoopbackOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const url = new URL(origin)
  return url.origin === origin && /^https?:$/.test(url.protocol) && isLoopbackHost(url.hostname)
}

/** Whether a peer's address is a loopback address. */
export function isLoopbackAddress(ip: string): boolean {
  return ip === '::1' || /^(?:::ffff:)?127\./.test(ip)
}

/** Whether a request was sent to this host. All loopback names count as the same host. */
export function isHost(wanted: URL, asked: URL): boolean {
  const sameMachine = loopbackNames.has(wanted.hostname) && loopbackNames.has(asked.hostname)
  return asked.host === wanted.host || (sameMachine && asked.port === wanted.port)
}
