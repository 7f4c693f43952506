import type { Client } from '@wachter/core'
import { WachterProvider } from '@wachter/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Demo } from '../../demo.ts'
import { Island } from './Island.tsx'

export function mountReact(root: HTMLElement, client: Client, demo: Demo): void {
  createRoot(root).render(
    <StrictMode>
      <WachterProvider client={client}>
        <Island demo={demo} />
      </WachterProvider>
    </StrictMode>,
  )
}
