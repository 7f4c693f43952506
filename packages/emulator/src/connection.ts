/** Facts about a request that the `Request` itself does not carry. */
export interface Connection {
  /** The peer's IP address; callers in the same process omit it. */
  ip?: string
  /** Cookies to use instead of the `Cookie` header, which a browser does not let scripts set. */
  cookie?: string
  /**
   * Takes the stream that the request asks for, if it is granted: the answer is a 204 then. Open it after the answer. Without
   * this, a request for a stream is refused.
   */
  upgrade?(open: (carrier: StreamCarrier) => OpenStream): void
}

/** Carries what a stream sends, such as a WebSocket. */
export interface StreamCarrier {
  send(text: string): void
  /** Without a code, the connection is lost. */
  close(code?: number): void
}

/** A stream that is open, to be told of its client. */
export interface OpenStream {
  /** The client sent a text. */
  receive(text: string): void
  /** The client is gone. */
  end(): void
}
