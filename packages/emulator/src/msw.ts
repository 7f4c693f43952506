import { HttpResponse, http, type RequestHandler } from 'msw'
import type { Emulator } from './create-emulator'
import { DroppedConnection } from './faults/faults'

/**
 * Creates msw handlers that answer every request to the emulator's base URL and leave other requests to other handlers.
 * In a browser, msw cannot set an HttpOnly cookie: use staging mode there.
 *
 * @example
 * ```ts
 * import { createEmulator } from '@wachter/emulator'
 * import { createHandlers } from '@wachter/emulator/msw'
 * import { setupServer } from 'msw/node'
 *
 * const server = setupServer(...createHandlers(createEmulator()))
 * server.listen()
 * ```
 */
export function createHandlers(emulator: Emulator): RequestHandler[] {
  return [
    http.all(`${emulator.baseUrl}/*`, async ({ request }) => {
      try {
        return await emulator.handle(request)
      } catch (error) {
        if (error instanceof DroppedConnection || request.signal.aborted) return HttpResponse.error()
        throw error
      }
    }),
  ]
}
