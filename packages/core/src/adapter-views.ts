import type { Client } from './client.js'
import type { SessionError } from './errors.js'
import type { Deployment } from './model/deployment.js'
import type { ResourceState } from './session/lists/resource.js'
import type { SessionView } from './session/state/views.js'

/** The functions of a client that act on its session. */
export type SessionCommands = Pick<
  Client,
  'getToken' | 'signOut' | 'switchSignIn' | 'switchOrganization' | 'switchWorkspace' | 'exchangeTicket' | 'refetch'
>

/** The session at one moment and the functions that act on it: what `useSession` returns in every framework. */
export interface SessionSnapshot extends SessionView, SessionCommands {}

/** The deployment's settings: what `useDeployment` returns in every framework. */
export interface DeploymentView {
  readonly loading: boolean
  /** With the client's `uiOverwrites` applied; undefined until it is loaded. */
  readonly deployment: Deployment | undefined
  readonly error: SessionError | undefined
}

/**
 * Returns the functions of a client that act on its session, and no others. A failure that nobody waits for, as of
 * `onClick={() => signOut()}` while offline, is no unhandled rejection: it is the `error` of the view.
 *
 * @example
 * ```ts
 * import { sessionCommands } from '@wachter/core'
 *
 * const { getToken, signOut } = sessionCommands(client)
 * ```
 */
export function sessionCommands(client: Client): SessionCommands {
  const known = commandsOf.get(client)
  if (known) return known
  const { getToken, signOut, switchSignIn, switchOrganization, switchWorkspace, exchangeTicket, refetch } = client
  const commands = {
    getToken,
    signOut: heard(signOut),
    switchSignIn: heard(switchSignIn),
    switchOrganization: heard(switchOrganization),
    switchWorkspace: heard(switchWorkspace),
    exchangeTicket: heard(exchangeTicket),
    refetch: heard(refetch),
  }
  commandsOf.set(client, commands)
  return commands
}

/** The functions of a client never change, wherever they are asked for. */
const commandsOf = new WeakMap<Client, SessionCommands>()

/** The same function, whose rejections count as handled; who awaits it gets them still. */
const heard =
  <A extends readonly unknown[]>(command: (...args: A) => Promise<void>) =>
  (...args: A): Promise<void> => {
    const outcome = command(...args)
    outcome.catch(() => undefined)
    return outcome
  }

/**
 * Renames `data` of the resource `client.$deployment` to `deployment`.
 *
 * @example
 * ```ts
 * import { deploymentOf, deploymentView } from '@wachter/core'
 *
 * const { loading, deployment } = deploymentView(deploymentOf(client).get())
 * ```
 */
export const deploymentView = ({ loading, data, error }: ResourceState<Deployment>): DeploymentView => ({
  loading,
  deployment: data,
  error,
})
