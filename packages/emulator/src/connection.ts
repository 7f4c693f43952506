/** How a request came in, as far as the request itself does not say. */
export interface Connection {
  /** The peer's address; left out by callers in the same process. */
  ip?: string
  /** Cookies to use instead of the request's own header, which browsers do not let a script set. */
  cookie?: string
}
