'use server'
import { auth } from '@wachter/react/next/server'

/** A server action that calls onward with a token of the person who clicked. */
export async function nameOfCaller(): Promise<string> {
  const { isSignedIn, getToken, userId } = await auth()
  if (!isSignedIn) return 'nobody'
  const token = await getToken('billing')
  return `${userId} with ${token.split('.').length} parts`
}
