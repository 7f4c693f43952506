import type { Deployment } from '../model/deployment.js'
import { fromWire } from '../model/from-wire.js'
import type { OrganizationMembership, WorkspaceMembership } from '../model/membership.js'
import type { SessionContainer } from '../model/session.js'
import { deployment } from '../wire/deployment.js'
import { organizationMemberships, workspaceMemberships } from '../wire/membership.js'
import { opaque } from '../wire/primitives.js'
import { session, sessionToken, ticketExchange } from '../wire/session.js'
import { type ApiRequest, type Transport, valid } from './transport.js'

const post = (path: string, query: NonNullable<ApiRequest<unknown>['query']>): ApiRequest<unknown> => ({
  method: 'post',
  path,
  query,
  // What it answers is not reliable (PROTOCOL.md §3.2); only that it came counts.
  schema: opaque,
})

/** Reads a session as the server sends it, here or in another tab. */
export const readSession = (raw: unknown): SessionContainer => fromWire(valid(session, raw, 'session'))

/** Every call that session, tokens and memberships need (PROTOCOL.md §3.1, §3.2, §3.5). */
export const createEndpoints = (send: Transport) => ({
  session: async (urgent: boolean) => {
    const raw = await send({ path: 'session', schema: opaque, urgent })
    return { raw, container: readSession(raw) }
  },
  /** An empty name means the deployment's default template. */
  token: (template: string) =>
    send({ path: 'session/token', query: { template: template || undefined }, schema: sessionToken }),
  deployment: async (): Promise<Deployment> =>
    fromWire(await send({ path: 'deployment', schema: deployment })) as Deployment,
  organizationMemberships: async (): Promise<readonly OrganizationMembership[]> =>
    fromWire(await send({ path: 'me/organization-memberships', schema: organizationMemberships })),
  workspaceMemberships: async (): Promise<readonly WorkspaceMembership[]> =>
    fromWire(await send({ path: 'me/workspace-memberships', schema: workspaceMemberships })),
  exchangeTicket: (ticket: string) =>
    send({ path: 'session/ticket/exchange', query: { ticket }, schema: ticketExchange, repeatable: false }),
  signOut: (signInId: string | undefined) =>
    send({ ...post('session/sign-out', { sign_in_id: signInId }), keepalive: true }),
  switchTo: (what: 'sign-in' | 'organization' | 'workspace', id: string | undefined) =>
    send(post(`session/switch-${what}`, { [`${what.replace('-', '_')}_id`]: id })),
})

export type Endpoints = ReturnType<typeof createEndpoints>
