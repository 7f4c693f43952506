import { createAuthFetch } from '@wachter/core'
import { SignedIn, useClient, useContextKey, useOrganizationMemberships, useSession } from '@wachter/react/react-router'
import { getAuth, getInitialState } from '@wachter/react/react-router/server'
import { useState } from 'react'
import { Link, useFetcher } from 'react-router'
import type { Route } from './+types/home'

export const loader = ({ context }: Route.LoaderArgs) => ({
  user: getInitialState(context).container?.activeSignIn?.user?.username ?? 'nobody',
  organization: getAuth(context).organizationId ?? 'no organization',
})

/** Calls onward with a token of the person who clicked. */
export async function action({ context }: Route.ActionArgs) {
  const { isSignedIn, getToken, userId } = getAuth(context)
  if (!isSignedIn) return { caller: 'nobody' }
  const token = await getToken('billing')
  return { caller: `${userId} with ${token.split('.').length} parts` }
}

export default function Home({ loaderData }: Route.ComponentProps) {
  // Loaders run again after a switch. What else was asked for in a context goes with it.
  const contextKey = useContextKey()
  return (
    <main>
      <p id="server">
        {loaderData.user} at {loaderData.organization}
      </p>
      <SignedIn>
        <Controls key={contextKey} />
      </SignedIn>
      <Link to="/invoices">Invoices</Link> <Link to="/team">Team</Link>
    </main>
  )
}

function Controls() {
  const client = useClient()
  const { signOut, switchOrganization } = useSession()
  const { data: memberships = [] } = useOrganizationMemberships()
  const { Form, data } = useFetcher<typeof action>()
  const [answer, setAnswer] = useState('')
  const ask = async () => {
    const api = createAuthFetch(client, { origins: [location.origin] })
    setAnswer(await (await api('/api/me')).text())
  }
  return (
    <>
      <button type="button" onClick={() => signOut()}>
        Sign out
      </button>
      <button type="button" onClick={ask}>
        Ask the API
      </button>
      {memberships.map(({ organization: { id, name } }) => (
        <button key={id} type="button" onClick={() => switchOrganization(id)}>
          {name}
        </button>
      ))}
      <Form method="post" action="?index">
        <button type="submit">Ask the server</button>
      </Form>
      <output>{data?.caller}</output>
      <pre>{answer}</pre>
    </>
  )
}
