export default defineEventHandler(({ context: { auth } }) => ({
  userId: auth.userId,
  organizationId: auth.organizationId ?? null,
}))
