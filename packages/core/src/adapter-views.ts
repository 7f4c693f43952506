import type { Client } from './client.js'
import type { SessionError } from './errors.js'
import type { Deployment } from './model/deployment.js'
import type { ResourceState } from './session/resource.js'
import type { SessionView } from './session/views.js'

/** What may be asked of a session. */
export type SessionCommands = Pick<
  Client,
  'getToken' | 'signOut' | 'switchSignIn' | 'switchOrganization' | 'switchWorkspace' | 'exchangeTicket' | 'refetch'
>

/** The session at one moment and what may be done with it: what `useSession` gives in every framework. */
export interface SessionSnapshot extends SessionView, SessionCommands {}

/** What the deployment offers and asks for: what `useDeployment` gives in every framework. */
export interface DeploymentView {
  readonly loading: boolean
  /** With the client's `uiOverwrites` laid over it; undefined until it is known. */
  readonly deployment: Deployment | undefined
  readonly error: SessionError | undefined
}

/** The functions of a client that are about its session, and no others. */
export function sessionCommands(client: Client): SessionCommands {
  const { getToken, signOut, switchSignIn, switchOrganization, switchWorkspace, exchangeTicket, refetch } = client
  return { getToken, signOut, switchSignIn, switchOrganization, switchWorkspace, exchangeTicket, refetch }
}

export const deploymentView = ({ loading, data, error }: ResourceState<Deployment>): DeploymentView => ({
  loading,
  deployment: data,
  error,
})
