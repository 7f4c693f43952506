export default defineEventHandler(({ context: { auth, initialState } }) => ({
  user: initialState.container?.activeSignIn?.user?.username ?? 'nobody',
  organization: auth.organizationId ?? 'no organization',
}))
