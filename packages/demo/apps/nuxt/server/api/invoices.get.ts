export default defineEventHandler(({ context: { auth } }) => ({
  may: auth.has({ permission: 'invoices:write' }) ? 'may write' : 'may not write',
}))
