declare module '@wachter/core' {
  interface Register {
    permissions: 'invoices:read' | 'invoices:write' | 'organization:admin'
    roles: 'Admin' | 'Member' | 'Billing'
    metadata: { readonly plan: 'free' | 'pro' }
  }
}

export {}
