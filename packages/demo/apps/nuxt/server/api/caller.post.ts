/** Calls onward with a token of the person who clicked. */
export default defineEventHandler(async ({ context: { auth } }) => {
  const token = await auth.getToken('billing')
  return `${auth.userId} with ${token.split('.').length} parts`
})
