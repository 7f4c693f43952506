import { isForbidden, isRefusal, SessionError } from '../errors.js'
import type { Endpoints } from '../http/endpoints.js'
import { contextOf } from '../model/context.js'
import { keepsOut, type WorkspaceMembership } from '../model/membership.js'
import type { Session } from '../model/session.js'
import { refusedAs, requireText } from './command-errors.js'
import type { Mutations } from './mutations.js'
import type { SessionStore } from './state/store.js'
import { sessionOf } from './state/views.js'

export interface SessionCommands {
  switchSignIn(signInId: string): Promise<void>
  switchOrganization(organizationId?: string): Promise<void>
  switchWorkspace(workspaceId: string): Promise<void>
  exchangeTicket(ticket: string): Promise<void>
  ready(): Promise<Session | null>
}

/** A membership of an organization or a workspace. */
type Listed = Partial<Pick<WorkspaceMembership, 'organization' | 'workspace' | 'eligibilityRestriction'>>

interface CommandNeeds {
  readonly store: SessionStore
  readonly endpoints: Pick<
    Endpoints,
    | 'switchSignIn'
    | 'switchOrganization'
    | 'switchWorkspace'
    | 'exchangeTicket'
    | 'organizationMemberships'
    | 'workspaceMemberships'
  >
  readonly mutations: Mutations
  readonly refresh: () => Promise<void>
  readonly retrieve: () => Promise<void>
}

export function createSessionCommands({
  store,
  endpoints,
  mutations,
  refresh,
  retrieve,
}: CommandNeeds): SessionCommands {
  const tickets = new Map<string, Promise<void>>()

  const settle = async () => {
    await store.whenQuiet()
    if (!store.isCertain()) await retrieve()
  }

  const switchPlace = async <Id extends string | undefined>(
    place: 'organization' | 'workspace',
    id: Id,
    send: (id: Id) => Promise<unknown>,
    memberships: () => Promise<readonly Listed[]>,
  ) => {
    if (!store.container()) await refresh()
    // The server refuses a non-member and a signed-out account alike (PROTOCOL.md §2.4); we can tell them apart.
    if (!store.context()) throw new SessionError('signed-out', 'No account is signed in')
    const applied = (container: Parameters<typeof contextOf>[0]) => contextOf(container)?.[`${place}Id`] === id
    let epoch = 0
    const begin = () => {
      epoch = store.epoch()
      return send(id)
    }
    await mutations
      .run({ kind: `switch-${place}`, scope: 'account', group: 'switch', send: begin, applied })
      .catch(async (error: unknown) => {
        // The server refuses without a reason; the list has it (PROTOCOL.md §6.7).
        if (isForbidden(error)) {
          // During another change, the server may have answered for the next account already.
          const all = await memberships()
            .finally(settle)
            .catch(() => [])
          const data = all.find((one) => one[place]?.id === id)?.eligibilityRestriction
          if (keepsOut(data) && epoch === store.epoch())
            throw new SessionError('not-eligible', data.message, { ...error, data, cause: error })
        }
        refusedAs({ 400: `${place}-not-found`, 404: `${place}-not-found`, 403: `${place}-restricted` })(error)
      })
  }

  /** The server accepts a ticket once, from whichever tab sends it first. */
  const exchange = async (ticket: string): Promise<void> => {
    // The accounts before must be known, or each would count as one that the ticket signed in.
    if (!store.container()) await refresh().catch(() => undefined)
    const before = store.container()?.signIns.map(({ id }) => id)
    const isNew = ({ id }: { readonly id: string }) => before?.includes(id) === false
    // Another tab may have used the same ticket: then its sign-in is there, and this call succeeded.
    const isSpentElsewhere = () => store.container()?.signIns.some(isNew) === true
    try {
      const answer = await mutations.run({
        kind: 'exchange-ticket',
        scope: 'session',
        send: () => endpoints.exchangeTicket(ticket),
        applied: ({ signIns }) => signIns.some(isNew),
      })
      if (answer?.success === false)
        throw new SessionError('ticket-rejected', answer.message || 'The ticket was refused')
    } catch (error) {
      const isRejected = isRefusal(error) ? error.status === 401 : (error as SessionError).code === 'ticket-rejected'
      if (!isRejected) throw error
      await refresh().catch(() => undefined)
      if (!isSpentElsewhere()) refusedAs({ 401: 'ticket-rejected' })(error)
    }
  }

  return {
    async ready() {
      await settle()
      return sessionOf(store.machine().state)
    },
    async switchSignIn(signInId) {
      requireText('signInId', signInId)
      await mutations
        .run({
          kind: 'switch-sign-in',
          scope: 'session',
          group: 'switch',
          send: () => endpoints.switchSignIn(signInId),
          applied: ({ activeSignIn }) => activeSignIn?.id === signInId,
        })
        .catch(refusedAs({ 400: 'sign-in-not-found' }))
    },
    async switchOrganization(organizationId) {
      if (organizationId !== undefined) requireText('organizationId', organizationId)
      await switchPlace('organization', organizationId, endpoints.switchOrganization, endpoints.organizationMemberships)
    },
    async switchWorkspace(workspaceId) {
      requireText('workspaceId', workspaceId)
      await switchPlace('workspace', workspaceId, endpoints.switchWorkspace, endpoints.workspaceMemberships)
    },
    async exchangeTicket(ticket) {
      requireText('ticket', ticket)
      let exchanged = tickets.get(ticket)
      if (!exchanged) {
        // A component mounted twice must not send it twice.
        exchanged = exchange(ticket)
        tickets.set(ticket, exchanged)
        exchanged.catch(() => tickets.delete(ticket))
      }
      await exchanged
    },
  }
}
