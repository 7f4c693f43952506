import type { ReadableAtom } from 'nanostores'
import type { Client } from '../client.js'
import { createFlow, type Engine } from '../flows/engine/create-flow.js'
import { type FlowDeclaration, forAccount, type ToldStep } from '../flows/engine/declaration.js'
import { namedAs } from '../flows/engine/refusals.js'
import { requireText } from '../flows/inputs/require-text.js'
import { addressToConnect, createDeparture, type NavigateOptions } from '../flows/providers/provider-visit.js'
import type { SessionState } from '../model/session-state.js'
import type { SocialConnectionsState, SocialConnectionsStep } from './social-connections-steps.js'
import { changeUser, userStep } from './user-changes.js'

export interface SocialConnectionsOptions extends NavigateOptions {}

export interface SocialConnectionsFlow {
  readonly $state: ReadableAtom<SocialConnectionsState>
  /** Drops what is in progress and goes back to `manage`. */
  readonly restart: () => void
}

/**
 * Connects the active account with accounts at providers, and disconnects them. Leaves the page only when `connect` is called.
 *
 * @example
 * ```ts
 * import { createSocialConnections } from '@wachter/core/account'
 *
 * const { step } = createSocialConnections(client).$state.get()
 * if (step.kind === 'manage') await step.connect('github_oauth', { redirectUri: location.href })
 * ```
 * @example On the page that the provider returns to
 * ```ts
 * import { createProviderSignIn } from '@wachter/core/flows'
 *
 * const { step, error } = await createProviderSignIn(client).handleCallback()
 * if (step.kind === 'connected') location.assign('/account')
 * ```
 *
 * @see PROTOCOL.md §3.5
 */
export const createSocialConnections = (
  client: Client,
  options: SocialConnectionsOptions = {},
): SocialConnectionsFlow =>
  createFlow<SocialConnectionsStep, SocialConnectionsFlow>(client, (engine) =>
    declareSocialConnections(engine, options),
  )

function declareSocialConnections(
  { client, unlessLeft, restart }: Engine<SocialConnectionsStep>,
  options: SocialConnectionsOptions,
): FlowDeclaration<SocialConnectionsStep, SocialConnectionsFlow> {
  const departure = createDeparture(client, options, restart)

  const stepOf = (session: SessionState): ToldStep<SocialConnectionsStep> =>
    userStep(session, ({ socialConnections: connections }, signInId) => {
      const url = departure.url()
      return url === undefined
        ? { kind: 'manage' as const, key: `connections of ${signInId}`, connections }
        : { kind: 'redirecting' as const, url }
    })

  return {
    actions: {
      manage: {
        connect: forAccount(async (account, provider, { redirectUri } = {}) => {
          const target = await unlessLeft(addressToConnect(client, account, provider, redirectUri))
          account.check()
          departure.goTo(target)
        }),
        disconnect: forAccount(async (_, id) => {
          requireText('id', id)
          await changeUser(client, {
            kind: 'disconnect-provider',
            path: `me/social-connections/${encodeURIComponent(id)}/disconnect`,
            isApplied: ({ socialConnections }) => socialConnections.every((one) => one.id !== id),
          }).catch(namedAs(404, 'connection-not-found', 'The account does not have this connection'))
        }),
      },
    },
    always: {},
    idle: ['loading', 'signed-out', 'manage'],
    stepOf,
    forget: departure.forget,
    isHolding: () => departure.url() !== undefined,
    onAccountChanged: departure.forget,
  }
}
