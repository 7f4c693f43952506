import type { Client } from '../../client.js'
import type { ApiRequest } from '../../http/request.js'

/**
 * Sends writes that the session does not show, so that fetching it afterwards, as `client.mutate` does, is of no use. Each is
 * sent when no change is under way: during a switch the server may carry it out for the next account already.
 *
 * @param check of an action's binding: throws `context-changed` when another account, or another context, is active
 */
export const inTurn =
  (client: Client, check: () => void): Client['request'] =>
  async <T>(request: ApiRequest<T>): Promise<T> => {
    const settle = async () => {
      // Another caller of `ready` may begin a change in the same instant.
      do await client.ready()
      while (client.$state.get().pending)
    }
    check()
    await settle()
    check()
    return client.request(request).finally(async () => {
      // A switch that began meanwhile may have come first at the server.
      await settle().catch(() => undefined)
      check()
    })
  }
