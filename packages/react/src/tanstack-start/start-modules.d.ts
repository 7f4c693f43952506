/** The parts of TanStack Start that are used here. An app that imports `@wachter/react/tanstack-start` has Start itself. */
declare module '@tanstack/react-start' {
  export interface RequestMiddlewareAfterServer<Register, Middlewares, ServerContext> {
    readonly '~types': { readonly serverContext: ServerContext }
  }
  export function createMiddleware(): {
    server<ServerContext>(
      handle: (request: {
        readonly request: Request
        readonly handlerType: 'serverFn' | 'router'
        readonly next: (options: { readonly context: ServerContext }) => Promise<{ readonly response: Response }>
      }) => Promise<Response>,
    ): RequestMiddlewareAfterServer<object, undefined, ServerContext>
  }
  /** Throws in a browser. */
  export function createServerOnlyFn<T>(work: () => T): () => T
  /** Undefined in a browser. */
  export function getGlobalStartContext(): object | undefined
}
