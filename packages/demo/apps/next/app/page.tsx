import { auth, currentUser } from '@wachter/react/next/server'
import { DashboardHeader } from './seed/dashboard-header'
import { SecureDataView } from './seed/secure-data-view'
import { Switcher } from './switcher'

export default async function Home() {
  const [{ organizationId }, user] = await Promise.all([auth(), currentUser()])
  return (
    <main>
      <p id="server">
        {user?.username ?? 'nobody'} at {organizationId ?? 'no organization'}
      </p>
      <DashboardHeader />
      <SecureDataView />
      <Switcher />
    </main>
  )
}
