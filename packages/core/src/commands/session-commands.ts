import { isRefusal, SessionError, type SessionErrorCode } from '../errors.js'
import type { Endpoints } from '../http/endpoints.js'
import { contextOf } from '../model/context.js'
import type { Stamps } from '../ports.js'
import type { SessionStore } from '../state/session-store.js'
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
  readonly retrieve: (urgent?: boolean) => Promise<void>
}

export function createSessionCommands(needs: CommandNeeds): SessionCommands {
  const { store, endpoints, mutations, stamps, unfinishedSignOut, retrieve } = needs
  const tickets = new Map<string, Promise<void>>()

  const change = (
    what: Parameters<Endpoints['switchTo']>[0],
    id: string | undefined,
    landed: Mutation<unknown>['landed'],
  ) => mutations.run({ kind: `switch-${what}`, group: 'switch', send: () => endpoints.switchTo(what, id), landed })

  const switchPlace = async (place: 'organization' | 'workspace', id: string | undefined) => {
    if (!store.machine().state.container) await retrieve(true)
    // The server's own refusal cannot tell a stranger from somebody signed out (PROTOCOL.md §2.4); we can.
    if (!store.context()) throw new SessionError('signed-out', 'Nobody is signed in')
    await change(place, id, (container) => contextOf(container)?.[`${place}Id`] === id).catch(
      refusedAs({ 400: `${place}-not-found`, 404: `${place}-not-found`, 403: `${place}-restricted` }),
    )
  }

  return {
    async signOut(signInId) {
      if (signInId !== undefined) requireText('signInId', signInId)
      const activeId = store.context()?.signInId
      unfinishedSignOut.note(signInId, signInId && activeId !== signInId ? activeId : undefined)
      mutations.overtake()
      store.apply({ type: 'signed-out', signInId, stamp: stamps.next() })
      try {
        await mutations.run({ kind: 'sign-out', send: unfinishedSignOut.finish })
      } catch (cause) {
        if (unfinishedSignOut.isNoted()) {
          throw new SessionError('sign-out-unconfirmed', 'The server was not told', { cause })
        }
        // The server was told; that it could not be asked since shows as `stale` and heals.
        if ((cause as SessionError).code === 'unconfirmed') return
        // The server refused: what was taken away here may still be there.
        await retrieve().catch(() => undefined)
        refusedAs({ 400: 'sign-in-not-found' })(cause)
      }
    },
    async switchSignIn(signInId) {
      requireText('signInId', signInId)
      await change('sign-in', signInId, ({ activeSignIn }) => activeSignIn?.id === signInId).catch(
        refusedAs({ 400: 'sign-in-not-found' }),
      )
    },
    async switchOrganization(organizationId) {
      if (organizationId !== undefined) requireText('organizationId', organizationId)
      await switchPlace('organization', organizationId)
    },
    async switchWorkspace(workspaceId) {
      requireText('workspaceId', workspaceId)
      await switchPlace('workspace', workspaceId)
    },
    async exchangeTicket(ticket) {
      requireText('ticket', ticket)
      let exchange = tickets.get(ticket)
      if (!exchange) {
        exchange = mutations
          .run({
            kind: 'exchange-ticket',
            send: () => endpoints.exchangeTicket(ticket),
            landed: ({ activeSignIn }) => activeSignIn?.id !== store.context()?.signInId,
          })
          .catch(refusedAs({ 401: 'ticket-rejected' }))
          .then((answer) => {
            if (answer?.success === false) throw new SessionError('ticket-rejected', answer.message)
          })
        // Single use: a component mounted twice must not spend it twice.
        tickets.set(ticket, exchange)
        exchange.catch(() => tickets.delete(ticket))
      }
      await exchange
    },
  }
}

/** Gives a refusal the name it has in this command, by its HTTP status. */
const refusedAs =
  (codes: Readonly<Record<number, SessionErrorCode>>) =>
  (error: unknown): never => {
    const code = isRefusal(error) && codes[error.status]
    throw code ? new SessionError(code, `Refused: ${code}`, error) : error
  }

function requireText(name: string, value: unknown): void {
  if (typeof value !== 'string' || !value) throw new SessionError('invalid-argument', `${name} must be text`)
}
