import type { Client } from '../../client.js'
import { isUnnamedRefusal } from '../../flows/engine/refusals.js'

/** Each check costs a request, and lists are refused together: ms between two. */
const restMs = 10_000
const checks = new WeakMap<Client, number>()

/**
 * The server refuses those who are no members any more without a code (PROTOCOL.md §3.6). Fetches the session then: if it is
 * so, it shows no organization.
 */
export async function recheckMembership(client: Client, error: unknown): Promise<void> {
  const now = client.ports.clock.now()
  const sinceMs = now - (checks.get(client) ?? -restMs)
  if (!isUnnamedRefusal(error, 403) && !isUnnamedRefusal(error, 404)) return
  if (sinceMs >= 0 && sinceMs < restMs) return
  checks.set(client, now)
  await client.refetch().catch(() => undefined)
}
