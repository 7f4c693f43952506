'use client'
import { useOrganizationMemberships, useSession } from '@wachter/react/next'
import { useState } from 'react'
import { nameOfCaller } from './actions'

export function Switcher() {
  const { session, switchOrganization } = useSession()
  const [caller, setCaller] = useState('')
  if (!session) return null
  return (
    <p>
      <Organizations onChoose={switchOrganization} />
      <button type="button" onClick={async () => setCaller(await nameOfCaller())}>
        Ask the server
      </button>
      <output>{caller}</output>
    </p>
  )
}

function Organizations({ onChoose }: { onChoose: (id: string) => Promise<void> }) {
  const { data = [] } = useOrganizationMemberships()
  return data.map(({ organization }) => (
    <button key={organization.id} type="button" onClick={() => onChoose(organization.id)}>
      {organization.name}
    </button>
  ))
}
