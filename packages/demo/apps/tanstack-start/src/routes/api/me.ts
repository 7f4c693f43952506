import { createFileRoute } from '@tanstack/react-router'
import { getAuth } from '@wachter/react/tanstack-start/server'

export const Route = createFileRoute('/api/me')({
  server: {
    handlers: {
      GET: () => {
        const { userId, organizationId } = getAuth()
        return Response.json({ userId, organizationId: organizationId ?? null })
      },
    },
  },
})
