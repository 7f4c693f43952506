import { useContextKey } from '@wachter/react'
import type { ReactNode } from 'react'
import useSWR, { SWRConfig } from 'swr'
import type { Api } from './api'

/** Around your app: every context has a cache of its own. What is under way for the one before ends in the old cache. */
export function ContextCache({ children }: { children: ReactNode }) {
  const contextKey = useContextKey()
  return (
    <SWRConfig key={contextKey} value={{ provider: () => new Map() }}>
      {children}
    </SWRConfig>
  )
}

export function useApi<T>(api: Api, path: string) {
  const contextKey = useContextKey()
  return useSWR(contextKey && [contextKey, path], () => api<T>(path))
}
