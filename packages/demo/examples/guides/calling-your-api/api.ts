import { type Client, createAuthFetch } from '@wachter/core'

const origin = 'https://api.example.com'

/** @param fetch sends every request; default: the global one */
export function createApi(client: Client, fetch?: typeof globalThis.fetch) {
  const authFetch = createAuthFetch(client, { origins: [origin], ...(fetch && { fetch }) })
  return async <T>(path: string, init?: RequestInit): Promise<T> => {
    const response = await authFetch(origin + path, init)
    // A new token was refused, too. Whether the session has ended is for Wacht to say, not for the API.
    if (response.status === 401) await client.refetch()
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    return response.json()
  }
}

export type Api = ReturnType<typeof createApi>
