import { isRefusal } from '../errors.js'
import type { OrganizationMembership, WorkspaceMembership } from '../model/membership.js'
import type { SessionContainer } from '../model/session.js'
import { organizationMemberships, workspaceMemberships } from '../wire/membership.js'
import { opaque, toModel, toWire } from '../wire/primitives.js'
import { session, sessionToken, signOutAnswer, ticketExchange } from '../wire/session.js'
import type { Backoff } from './backoff.js'
import { type ApiRequest, type Transport, valid } from './transport.js'

/** A change of the browser session. The content of its answer is not reliable (PROTOCOL.md §3.2), only the status is. */
const change = (path: string, query: NonNullable<ApiRequest<unknown>['query']>): ApiRequest<unknown> => ({
  method: 'post',
  path,
  query,
  schema: opaque,
})

/**
 * A session, read from the server, another tab or a snapshot store.
 *
 * @throws {@link SessionError} `invalid-response` when it is not a session
 */
export const sessionFromWire = (raw: unknown): SessionContainer => valid(toModel(session), raw, sessionPath)

/** The session in the server's own shape: what travels to other tabs and into a snapshot store. */
export const sessionToWire = (container: SessionContainer): unknown => valid(toWire(session), container, sessionPath)

/** Every call that session, tokens and memberships need (PROTOCOL.md §3.2, §3.5). */
export const createEndpoints = (send: Transport, backoff: Backoff) => ({
  /** @param urgent sends the request even during backoff */
  async session(urgent: boolean): Promise<SessionContainer> {
    try {
      return sessionFromWire(await send({ path: sessionPath, schema: opaque, urgent }))
    } catch (error) {
      // The server never refuses a session (PROTOCOL.md §2.4): back off if it does.
      throw isRefusal(error) ? backoff.failed(sessionPath, error) : error
    }
  },
  /** An empty name means the deployment's default template. */
  token: (template: string) =>
    send({ path: tokenPath, query: { template: template || undefined }, schema: sessionToken }),
  organizationMemberships: (): Promise<readonly OrganizationMembership[]> =>
    send({ path: 'me/organization-memberships', schema: toModel(organizationMemberships) }),
  workspaceMemberships: (): Promise<readonly WorkspaceMembership[]> =>
    send({ path: 'me/workspace-memberships', schema: toModel(workspaceMemberships) }),
  exchangeTicket: (ticket: string) =>
    send({ path: 'session/ticket/exchange', query: { ticket }, schema: ticketExchange, idempotent: false }),
  /** Ends one sign-in. Its answer is a session: any other answer does not prove that the sign-out was applied. */
  signOut: (signInId: string) =>
    send({ ...change('session/sign-out', { sign_in_id: signInId }), schema: signOutAnswer, keepalive: true }),
  switchSignIn: (signInId: string) => send(change('session/switch-sign-in', { sign_in_id: signInId })),
  /** Without an id: leaves the organization and the workspace. */
  switchOrganization: (organizationId: string | undefined) =>
    send(change('session/switch-organization', { organization_id: organizationId })),
  switchWorkspace: (workspaceId: string) => send(change('session/switch-workspace', { workspace_id: workspaceId })),
})

export const sessionPath = 'session'
export const tokenPath = 'session/token'

export type Endpoints = ReturnType<typeof createEndpoints>
