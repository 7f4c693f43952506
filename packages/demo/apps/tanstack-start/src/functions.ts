import { createServerFn } from '@tanstack/react-start'
import { getAuth, getInitialState } from '@wachter/react/tanstack-start/server'

/** For the first page, which is public. */
export const whoAmI = createServerFn().handler(() => ({
  user: getInitialState().container?.activeSignIn?.user?.username ?? 'nobody',
  organization: getAuth().organizationId ?? 'no organization',
}))

export const mayWriteInvoices = createServerFn().handler(() => getAuth().has({ permission: 'invoices:write' }))

/** Calls onward with a token of the person who clicked. */
export const nameOfCaller = createServerFn({ method: 'POST' }).handler(async () => {
  const { getToken, userId } = getAuth()
  const token = await getToken('billing')
  return `${userId} with ${token.split('.').length} parts`
})
