import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals }) => ({
  user: locals.initialState.container?.activeSignIn?.user?.username ?? 'nobody',
  organization: locals.auth().organizationId ?? 'no organization',
})

export const actions: Actions = {
  /** Calls onward with a token of the person who clicked. */
  default: async ({ locals }) => {
    const { isSignedIn, getToken, userId } = locals.auth()
    if (!isSignedIn) return { caller: 'nobody' }
    const token = await getToken('billing')
    return { caller: `${userId} with ${token.split('.').length} parts` }
  },
}
