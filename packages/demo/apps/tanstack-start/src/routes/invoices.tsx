import { createFileRoute, Link } from '@tanstack/react-router'
import { requireSignIn } from '@wachter/react/tanstack-start'
import { mayWriteInvoices } from '../functions'

export const Route = createFileRoute('/invoices')({
  beforeLoad: requireSignIn({ signInUrl: '/sign-in' }),
  loader: () => mayWriteInvoices(),
  component: Invoices,
})

function Invoices() {
  const mayWrite = Route.useLoaderData()
  return (
    <main>
      <p id="server">{mayWrite ? 'may write' : 'may not write'}</p>
      <Link to="/">Home</Link>
    </main>
  )
}
