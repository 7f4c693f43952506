import { createFileRoute, Link } from '@tanstack/react-router'
import { createAuthFetch } from '@wachter/core'
import { SignedIn, useClient, useOrganizationMemberships, useSession } from '@wachter/react/tanstack-start'
import { useState } from 'react'
import { nameOfCaller, whoAmI } from '../functions'

export const Route = createFileRoute('/')({ loader: () => whoAmI(), component: Home })

function Home() {
  const { user, organization } = Route.useLoaderData()
  return (
    <main>
      <p id="server">
        {user} at {organization}
      </p>
      <SignedIn>
        <Account />
      </SignedIn>
      <Link to="/invoices">Invoices</Link>
    </main>
  )
}

function Account() {
  const client = useClient()
  const { signOut, switchOrganization } = useSession()
  const { data: memberships = [] } = useOrganizationMemberships()
  const [caller, setCaller] = useState('')
  const [answer, setAnswer] = useState('')

  const ask = async () => {
    const api = createAuthFetch(client, { origins: [location.origin] })
    setAnswer(JSON.stringify(await (await api('/api/me')).json()))
  }
  return (
    <>
      <button type="button" onClick={() => signOut()}>
        Sign out
      </button>
      <button type="button" onClick={ask}>
        Ask the API
      </button>
      {memberships.map(({ organization }) => (
        <button key={organization.id} type="button" onClick={() => switchOrganization(organization.id)}>
          {organization.name}
        </button>
      ))}
      <button type="button" onClick={async () => setCaller(await nameOfCaller())}>
        Ask the server
      </button>
      <output>{caller}</output>
      <pre>{answer}</pre>
    </>
  )
}
