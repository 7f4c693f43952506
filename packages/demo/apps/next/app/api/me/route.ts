import { auth } from '@wachter/react/next/server'

export async function GET() {
  const { userId, organizationId } = await auth()
  return Response.json({ userId, organizationId: organizationId ?? null })
}
