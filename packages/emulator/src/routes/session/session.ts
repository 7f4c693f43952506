import { Hono } from 'hono'
import { refuseGenerically } from '../../wire/refusal'
import { sessionToWire, type WireSession } from '../../wire/session'
import { activate } from '../../world/access/sessions'
import {
  activeSigninOf,
  enterOrganization,
  enterWorkspace,
  type Signin,
  signOutAll,
  signOutOne,
  unexpiredSignins,
} from '../../world/access/signins'
import { organizationRestriction, type Restriction, workspaceRestriction } from '../../world/places/eligibility'
import { organizationMembershipOf, workspaceMembershipOf } from '../../world/places/memberships'
import { type AppContext, type AppEnv, answer } from '../serving/context'
import type { SessionServer } from './server'

export function sessionRoutes(server: SessionServer): Hono<AppEnv> {
  const { data } = server
  return new Hono<AppEnv>()
    .get('/', (c) => answer(c, server, sessionToWire(data, c.get('session'))))
    .post('/switch-sign-in', (c) => {
      const session = c.get('session')
      activate(data, session, ownSignin(c, server, c.req.query('sign_in_id')).id)
      return answer(c, server, sessionToWire(data, session))
    })
    .post('/sign-out', (c) => {
      const session = c.get('session')
      const signinId = c.req.query('sign_in_id')
      // The server answers with the session as loaded before: it still contains the removed sign-ins.
      const before = sessionToWire(data, session)
      if (signinId) signOutOne(data, session, ownSignin(c, server, signinId).id)
      else signOutAll(data, session)
      return answer(c, server, before)
    })
    .post('/switch-organization', (c) => {
      const signin = switchingSignin(c, server)
      const before = sessionToWire(data, c.get('session'))
      const organizationId = c.req.query('organization_id')
      if (!organizationId) {
        enterOrganization(data, signin, undefined)
        return answer(c, server, before)
      }
      const membership = organizationMembershipOf(data, signin.userId, organizationId)
      if (!membership) throw refuseGenerically(400)
      refuseRestricted(organizationRestriction(data, membership, c.get('ip')))
      enterOrganization(data, signin, membership)
      return answer(c, server, withContextIds(before, signin))
    })
    .post('/switch-workspace', (c) => {
      const signin = switchingSignin(c, server)
      const before = sessionToWire(data, c.get('session'))
      const workspaceId = c.req.query('workspace_id')
      if (!workspaceId) {
        enterWorkspace(data, signin, undefined)
        return answer(c, server, before)
      }
      const membership = workspaceMembershipOf(data, signin.userId, workspaceId)
      if (!membership) throw refuseGenerically(400)
      refuseRestricted(workspaceRestriction(data, membership, c.get('ip')))
      enterWorkspace(data, signin, membership)
      return answer(c, server, withContextIds(before, signin))
    })
}

/** The answer to a context switch: the new ids with the previous membership objects. */
function withContextIds(before: WireSession, signin: Signin): WireSession {
  if (!before.active_signin) return before
  const ids = {
    active_organization_membership_id: signin.activeOrganizationMembershipId,
    active_workspace_membership_id: signin.activeWorkspaceMembershipId,
  }
  return { ...before, active_signin: { ...before.active_signin, ...ids } }
}

function ownSignin(c: AppContext, { data }: SessionServer, signinId: string | undefined): Signin {
  const signin = unexpiredSignins(data, c.get('session').id).find((row) => row.id === signinId)
  if (!signin) throw refuseGenerically(400)
  return signin
}

function switchingSignin(c: AppContext, { data }: SessionServer): Signin {
  const signin = activeSigninOf(data, c.get('session'))
  if (!signin) throw refuseGenerically(400)
  return signin
}

function refuseRestricted(restriction: Restriction): void {
  if (restriction.type !== 'none') throw refuseGenerically(403)
}
