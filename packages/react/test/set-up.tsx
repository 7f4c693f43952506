import type { Client } from '@wachter/core'
import { SessionLoading, SignedIn, SignedOut, useActiveOrganization, useUser, WachterProvider } from '../src/index.js'

export { setUp } from '@wachter/testing/adapter-stage'

/** A page that tells who is there. */
export function Page({ client }: { client: Client }) {
  return (
    <WachterProvider client={client}>
      <SessionLoading>Loading</SessionLoading>
      <SignedOut>Nobody</SignedOut>
      <SignedIn>
        <Whereabouts />
      </SignedIn>
    </WachterProvider>
  )
}

function Whereabouts() {
  const user = useUser()
  const organization = useActiveOrganization()
  return <p>{`${user?.firstName} at ${organization?.name ?? 'home'}`}</p>
}
