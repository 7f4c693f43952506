import { getAuth } from '@wachter/react/react-router/server'
import type { Route } from './+types/me'

export function loader({ context }: Route.LoaderArgs) {
  const { userId, organizationId } = getAuth(context)
  return Response.json({ userId, organizationId: organizationId ?? null })
}
