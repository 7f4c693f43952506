import { HttpResponse, http, type RequestHandler } from 'msw'
import type { Emulator } from './create-emulator'
import { DroppedConnection } from './faults/faults'

/**
 * Handlers for msw that answer every request to the emulator's base URL. Other requests are left to other handlers.
 * In a browser, msw cannot set an HttpOnly cookie: use staging mode there.
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
