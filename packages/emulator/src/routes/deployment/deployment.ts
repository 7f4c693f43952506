import { Hono } from 'hono'
import { findDeploymentInvitation } from '../../world/access/deployment-invitations'
import { type AppEnv, answer } from '../serving/context'
import { requireQuery } from '../serving/form'
import type { DeploymentServer } from './server'

export function deploymentRoutes(server: DeploymentServer): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>()
    .get('/', (c) => answer(c, server, data.deployment))
    .get('/invitations/validate', (c) => {
      const invitation = findDeploymentInvitation(data, requireQuery(c, 'token'))
      if (invitation) {
        const { firstName, lastName, email } = invitation
        return answer(c, server, { valid: true, first_name: firstName, last_name: lastName, email })
      }
      const message = 'The invitation is invalid or has expired'
      return answer(c, server, { valid: false, message, error_code: 'INVALID_INVITATION_TOKEN' })
    })
}
