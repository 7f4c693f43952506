import { SessionError } from '../errors.js'
import type { Endpoints } from '../http/endpoints.js'
import { contextOf } from '../model/context.js'
import type { SessionStore } from '../state/session-store.js'
import { whenSettled } from '../state/settled.js'
import type { Stamps } from '../state/stamps.js'
import type { Mutation, Mutations } from './mutation.js'
import type { UnfinishedSignOut } from './unfinished-sign-out.js'

export interface SessionCommands {
  signOut(signInId?: string): Promise<void>
  switchSignIn(signInId: string): Promise<void>
  switchOrganization(organizationId?: string): Promise<void>
  switchWorkspace(workspaceId: string): Promise<void>
  exchangeTicket(ticket: string): Promise<void>
}

interface CommandNeeds {
  readonly store: SessionStore
  readonly endpoints: Endpoints
  readonly mutations: Mutations
  readonly stamps: Stamps
  readonly unfinishedSignOut: UnfinishedSignOut
  readonly retrieve: () => Promise<void>
}

type Place = 'organization' | 'workspace'

export function createSessionCommands(needs: CommandNeeds): SessionCommands {
  const { store, endpoints, mutations, stamps, unfinishedSignOut, retrieve } = needs
  const tickets = new Map<string, Promise<void>>()

  const firstKnown = async () => {
    if (store.machine().state.status === 'loading') await retrieve().catch(() => undefined)
    await whenSettled(store)
  }

  /** The server's own refusal cannot tell a stranger from somebody signed out (PROTOCOL.md §2.4); we can. */
  const switchPlace = async (
    place: Place,
    id: string | undefined,
    mutation: Omit<Mutation<unknown>, 'group' | 'kind'>,
  ) => {
    if (store.machine().state.status === 'loading') await firstKnown()
    if (store.machine().state.status === 'signed-out') throw new SessionError('signed-out', 'Nobody is signed in')
    const kind = `switch-${place}`
    await mutations.run({ ...mutation, kind, group: 'switch' }).catch((error: SessionError) => {
      if (error.status === 403)
        throw new SessionError(`${place}-restricted`, `This ${place} may not be entered now`, error)
      if (error.status === 400 || error.status === 404) {
        throw new SessionError(`${place}-not-found`, `The account is no member of ${place} ${id ?? ''}`, error)
      }
      throw error
    })
  }

  const spend = (ticket: string): Promise<void> =>
    mutations
      .run({ kind: 'exchange-ticket', send: () => endpoints.exchangeTicket(ticket) })
      .catch((error: SessionError) => {
        throw error.status === 401
          ? new SessionError('ticket-rejected', 'The ticket is spent, expired or foreign', error)
          : error
      })
      .then((answer) => {
        if (answer.success === false)
          throw new SessionError('ticket-rejected', answer.message || 'The ticket was rejected')
      })

  return {
    async signOut(signInId) {
      if (signInId !== undefined) requireText('signInId', signInId)
      const activeId = store.context()?.signInId
      unfinishedSignOut.note(signInId, signInId !== undefined && activeId !== signInId ? activeId : undefined)
      mutations.overtake()
      store.apply({ type: 'signed-out-here', signInId, stamp: stamps.next() })
      try {
        await mutations.run({ kind: 'sign-out', send: () => unfinishedSignOut.finish() })
      } catch (error) {
        if (unfinishedSignOut.isNoted()) {
          throw new SessionError(
            'sign-out-unconfirmed',
            'Signed out here; the server will be told as soon as it can be',
            { cause: error },
          )
        }
        // The server refused: what was taken away here may still be there.
        await retrieve().catch(() => undefined)
        throw (error as SessionError).status === 400
          ? new SessionError('sign-in-not-found', 'This session has no such sign-in', error as SessionError)
          : error
      }
    },
    async switchSignIn(signInId) {
      requireText('signInId', signInId)
      const send = () => endpoints.switchSignIn(signInId)
      const landed: Mutation<unknown>['landed'] = (container) => container.activeSignIn?.id === signInId
      await mutations.run({ kind: 'switch-sign-in', group: 'switch', send, landed }).catch((error: SessionError) => {
        throw error.status === 400
          ? new SessionError('sign-in-not-found', 'This session has no such sign-in', error)
          : error
      })
    },
    switchOrganization: async (organizationId) => {
      if (organizationId !== undefined) requireText('organizationId', organizationId)
      await switchPlace('organization', organizationId, {
        send: () => endpoints.switchOrganization(organizationId),
        landed: (container) => contextOf(container)?.organizationId === organizationId,
      })
    },
    switchWorkspace: async (workspaceId) => {
      requireText('workspaceId', workspaceId)
      await switchPlace('workspace', workspaceId, {
        send: () => endpoints.switchWorkspace(workspaceId),
        landed: (container) => contextOf(container)?.workspaceId === workspaceId,
      })
    },
    exchangeTicket: async (ticket) => {
      requireText('ticket', ticket)
      // Single use: a component mounted twice must not spend it twice.
      const known = tickets.get(ticket)
      if (known) return known
      const exchange = spend(ticket)
      tickets.set(ticket, exchange)
      exchange.catch(() => tickets.delete(ticket))
      return exchange
    },
  }
}

function requireText(name: string, value: unknown): void {
  if (typeof value !== 'string' || value === '') {
    throw new SessionError('invalid-argument', `${name} must be a non-empty string`)
  }
}
