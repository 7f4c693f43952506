import { WachterProvider } from '@wachter/react/next'
import { getInitialState } from '@wachter/react/next/server'
import type { ReactNode } from 'react'

export default async function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <link rel="icon" href="data:," />
      </head>
      <body>
        <WachterProvider initialState={await getInitialState()}>{children}</WachterProvider>
      </body>
    </html>
  )
}
