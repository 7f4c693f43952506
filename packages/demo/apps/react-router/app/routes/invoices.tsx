import { getAuth } from '@wachter/react/react-router/server'
import type { Route } from './+types/invoices'

export const loader = ({ context }: Route.LoaderArgs) => ({
  may: getAuth(context).has({ permission: 'invoices:write' }) ? 'may write' : 'may not write',
})

export default function Invoices({ loaderData }: Route.ComponentProps) {
  return <p id="server">{loaderData.may}</p>
}
