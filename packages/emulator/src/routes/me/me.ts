import { Hono } from 'hono'
import { ownOrganizationMembershipToWire, ownWorkspaceMembershipToWire } from '../../wire/membership'
import { refuseWithoutCode } from '../../wire/refusal'
import { bareSigninToWire } from '../../wire/signin'
import { wireUserOf } from '../../wire/user'
import { activate } from '../../world/access/sessions'
import { unexpiredSigninsOfUser } from '../../world/access/signins'
import { organizationMembershipsOf, workspaceMembershipsOf } from '../../world/places/memberships'
import { type AppEnv, answer, requireSignin } from '../serving/context'
import type { MeServer } from './server'
import { updateMe } from './update'

export function meRoutes(server: MeServer): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>()
    .get('/', (c) => answer(c, server, wireUserOf(data, requireSignin(c, server).userId)))
    .post('/', (c) => updateMe(c, server))
    .get('/signins', (c) => {
      const { userId } = requireSignin(c, server)
      return answer(c, server, unexpiredSigninsOfUser(data, userId).map(bareSigninToWire))
    })
    .post('/signins/:id/signout', (c) => {
      const { userId, id: currentId } = requireSignin(c, server)
      const signin = unexpiredSigninsOfUser(data, userId).find((row) => row.id === c.req.param('id'))
      if (!signin) throw refuseWithoutCode(404, 'Sign in not found')
      data.signins.delete(signin.id)
      if (signin.id === currentId) activate(data, c.get('session'), null)
      return answer(c, server, null)
    })
    .get('/organization-memberships', (c) => {
      const { userId } = requireSignin(c, server)
      const rows = organizationMembershipsOf(data, userId)
      return answer(
        c,
        server,
        rows.map((row) => ownOrganizationMembershipToWire(data, row, c.get('ip'))),
      )
    })
    .get('/workspace-memberships', (c) => {
      const { userId } = requireSignin(c, server)
      const rows = workspaceMembershipsOf(data, userId, c.req.query('org_id'))
      return answer(
        c,
        server,
        rows.map((row) => ownWorkspaceMembershipToWire(data, row, c.get('ip'))),
      )
    })
}
