import { type Client, createAuthFetch } from '@wachter/core'

const origin = 'https://api.example.com'

/** @param fetch sends every request; default: the global one */
export function createInvoices(client: Client, fetch?: typeof globalThis.fetch) {
  const authFetch = createAuthFetch(client, { origins: [origin], ...(fetch && { fetch }) })
  return async (): Promise<boolean> => {
    const response = await authFetch(`${origin}/invoices`, { method: 'POST' })
    // The page offered what the server refuses, so the roles that it knows may be old.
    if (response.status === 403) await client.refetch()
    return response.ok
  }
}
