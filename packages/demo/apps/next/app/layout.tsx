import { WachterProvider } from '@wachter/react/next'
import { getInitialState } from '@wachter/react/next/server'
import { type ReactNode, Suspense } from 'react'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <link rel="icon" href="data:," />
      </head>
      <body>
        <Suspense fallback="One moment …">
          <Session>{children}</Session>
        </Suspense>
      </body>
    </html>
  )
}

async function Session({ children }: { children: ReactNode }) {
  return <WachterProvider initialState={await getInitialState()}>{children}</WachterProvider>
}
