import { Show, useHas } from '@wachter/react'

export function Invoices() {
  const has = useHas()
  return (
    <Show when={{ permission: 'invoices:read' }} fallback={<p>Ask an administrator for access.</p>}>
      <h1>Invoices</h1>
      <button type="button" disabled={!has({ permission: 'invoices:write' })}>
        New invoice
      </button>
      <Show when={{ role: 'Admin' }}>
        <a href="/invoices/settings">Settings</a>
      </Show>
    </Show>
  )
}
