import { auth } from '@wachter/react/next/server'

export default async function Invoices() {
  const { has } = await auth()
  return <p id="server">{has({ permission: 'invoices:write' }) ? 'may write' : 'may not write'}</p>
}
