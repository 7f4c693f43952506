import { QueryClient, skipToken, useQuery } from '@tanstack/react-query'
import { type Client, isSessionError } from '@wachter/core'
import { useContextKey } from '@wachter/react'
import type { Api } from './api'

export function createQueryClient(client: Client): QueryClient {
  const retry = (count: number, error: Error) => count < 3 && (!isSessionError(error) || error.retryable)
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry } } })
  // Everything of the context before goes, and what is still under way for it never arrives.
  client.$contextKey.listen((_, before) => queryClient.removeQueries({ queryKey: [before] }))
  return queryClient
}

export function useApi<T>(api: Api, path: string) {
  const contextKey = useContextKey()
  return useQuery({
    queryKey: [contextKey, path],
    queryFn: contextKey === null ? skipToken : ({ signal }) => api<T>(path, { signal }),
  })
}
