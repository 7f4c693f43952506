import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => ({
  may: locals.auth().has({ permission: 'invoices:write' }) ? 'may write' : 'may not write',
})
