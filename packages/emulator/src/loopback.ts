const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Whether a host name always means this machine. Browsers resolve these names themselves, so a foreign page cannot
 * point one of them elsewhere, nor its own name here, as it can with any other name (DNS rebinding).
 */
export function isLoopbackHost(hostname: string): boolean {
  if (hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]') return true
  return /^127(?:\.\d{1,3}){3}$/.test(hostname)
}

/** Whether an `Origin` header names a page of this machine. Sandboxed and local files have the origin `null`. */
export function isLoopbackOrigin(origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const url = new URL(origin)
  return url.origin === origin && /^https?:$/.test(url.protocol) && isLoopbackHost(url.hostname)
}

/** Whether a peer's address is of this machine. */
export function isLoopbackAddress(ip: string): boolean {
  return ip === '::1' || /^(?:::ffff:)?127\./.test(ip)
}

/** Whether a request was sent to this host. All names of this machine are one. */
export function isHost(wanted: URL, asked: URL): boolean {
  const sameMachine = loopbackNames.has(wanted.hostname) && loopbackNames.has(asked.hostname)
  return asked.host === wanted.host || (sameMachine && asked.port === wanted.port)
}
