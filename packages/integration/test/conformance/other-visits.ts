import * as wire from '@wachter/core/wire'
import { seedPassword } from '@wachter/emulator'
import { organizationMemberships, workspaceMemberships } from '../fixtures/membership.js'
import * as sessions from '../fixtures/session.js'
import { sessionToken } from '../fixtures/token.js'
import { userWithEverything, userWithNothing } from '../fixtures/user.js'
import { shapeOf } from '../wire-shape.js'
import { listOf, nothing } from './schemas.js'
import { adaIn, asAda, post, signIn, signInIdOf, type Visit } from './visit.js'

const bareSignInShape = shapeOf(
  [sessions.signInWithContext, sessions.signInWithoutContext].map(
    ({
      user: _user,
      active_organization_membership: _o,
      active_workspace_membership: _w,
      ...bare
    }: Record<string, unknown>) => bare,
  ),
)
const userShape = shapeOf(userWithEverything, userWithNothing)
/** Everything that is answered with something else than a session. */
export const otherVisits: readonly Visit[] = [
  {
    name: 'a token',
    before: adaIn('workspace', 'Engineering'),
    ask: () => ({ path: '/session/token' }),
    schema: wire.sessionToken,
    shape: shapeOf(sessionToken),
  },
  {
    name: 'a token of a template',
    before: asAda,
    ask: () => ({ path: '/session/token', query: { template: 'billing' } }),
    schema: wire.sessionToken,
    shape: shapeOf(sessionToken),
  },
  {
    name: 'an impersonation',
    before: asAda,
    ask: ({ world }) => ({
      path: '/session/ticket/exchange',
      query: { ticket: world.mintTicket({ type: 'impersonation', user: 'linus' }) },
    }),
    schema: wire.ticketExchange,
  },
  {
    name: 'a ticket of another kind',
    ask: ({ world }) => ({
      path: '/session/ticket/exchange',
      query: { ticket: world.mintTicket({ type: 'webhook_app_access', payload: { webhook_app: { id: '1' } } }) },
    }),
    schema: wire.ticketExchange,
  },
  { name: 'a user', before: asAda, ask: () => ({ path: '/me' }), schema: wire.user, shape: userShape },
  {
    name: 'a user with a second factor',
    before: (call) => signIn(call, 'grace'),
    ask: () => ({ path: '/me' }),
    schema: wire.user,
    shape: userShape,
  },
  {
    name: 'the sign-ins of a user',
    before: adaIn('workspace', 'Engineering'),
    ask: () => ({ path: '/me/signins' }),
    schema: listOf(wire.signIn),
    shape: bareSignInShape,
  },
  {
    name: 'the end of one’s own sign-in',
    before: asAda,
    ask: (emulator) => post(`/me/signins/${signInIdOf(emulator, 'ada')}/signout`),
    schema: nothing(),
  },
  {
    name: 'organization memberships',
    before: asAda,
    ask: () => ({ path: '/me/organization-memberships' }),
    schema: wire.organizationMemberships,
    shape: shapeOf(organizationMemberships),
  },
  {
    name: 'organization memberships of somebody restricted',
    async before(call, { world }) {
      world.setEntryRules({ organization: 'Acme' }, { whitelistedIps: ['198.51.100.7'] })
      await signIn(call, 'linus')
    },
    ask: () => ({ path: '/me/organization-memberships' }),
    schema: wire.organizationMemberships,
    shape: shapeOf(organizationMemberships),
  },
  {
    name: 'organization memberships of somebody who has none',
    async before(call, { world }) {
      world.addUser({ email: 'mary@example.com', password: seedPassword })
      await signIn(call, 'mary')
    },
    ask: () => ({ path: '/me/organization-memberships' }),
    schema: wire.organizationMemberships,
    shape: shapeOf(organizationMemberships),
  },
  {
    name: 'workspace memberships',
    before: (call) => signIn(call, 'grace'),
    ask: () => ({ path: '/me/workspace-memberships' }),
    schema: wire.workspaceMemberships,
    shape: shapeOf(workspaceMemberships.slice(0, 1)),
  },
  {
    name: 'workspace memberships of one organization',
    before: asAda,
    ask: ({ world }) => ({ path: '/me/workspace-memberships', query: { org_id: world.organization('Acme').id } }),
    schema: wire.workspaceMemberships,
    shape: shapeOf(workspaceMemberships.slice(0, 1)),
  },
  { name: 'the deployment', ask: () => ({ path: '/deployment' }), schema: wire.deployment },
]
