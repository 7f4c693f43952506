/** Facts about a request that the `Request` itself does not carry. */
export interface Connection {
  /** The peer's IP address; callers in the same process omit it. */
  ip?: string
  /** Cookies to use instead of the `Cookie` header, which a browser does not let scripts set. */
  cookie?: string
}
