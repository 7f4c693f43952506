import type { ReadableAtom } from 'nanostores'
import type { Client } from './client.js'
import type { SessionError } from './errors.js'
import type { Deployment } from './model/deployment.js'
import { covers, type Demand, type Grant, grantOf } from './model/permissions.js'
import type { SessionState } from './model/session-state.js'
import { reuse } from './model/structural-sharing.js'
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
 * Renames `data` of the resource `deploymentOf(client)` to `deployment`.
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

/** Answers as `client.has` does, by the roles and the context of one moment. */
export type Has = Client['has']

/** What `<Show>` asks: a demand, or a function of `has` for what a demand cannot say. */
export type ShowCondition = Demand | ((has: Has) => boolean)

/** {@link Has}, with what a component needs to follow it; `init` is what a server rendered. */
export type HasAtom = Pick<ReadableAtom<Has>, 'get' | 'init' | 'listen' | 'subscribe'>

/**
 * Returns `client.has` as a value to follow, for components: it is another function when the roles or the context of
 * the active account have changed, and only then.
 *
 * @example
 * ```ts
 * import { hasOf } from '@wachter/core'
 *
 * const stop = hasOf(client).subscribe((has) => console.log(has({ permission: 'invoices:write' })))
 * ```
 */
export function hasOf(client: Client): HasAtom {
  const known = hasAtoms.get(client)
  if (known) return known
  let grant: Grant | undefined
  let hasOfGrant = nobodyHas
  const read = ({ container }: SessionState): Has => {
    if (!container?.activeSignIn) return container ? nobodyHas : unknownHas
    const before = grant
    grant = reuse(before, grantOf(container))
    if (grant !== before) hasOfGrant = hasIn(grant)
    return hasOfGrant
  }
  const get = () => read(client.$state.get())
  const listen: HasAtom['listen'] = (listener) => {
    let last = get()
    return client.$state.listen(() => {
      const before = last
      last = get()
      if (last !== before) listener(last, before)
    })
  }
  const $has: HasAtom = {
    init: read(client.initialState),
    get,
    listen,
    subscribe(listener) {
      const stop = listen(listener)
      listener(get())
      return stop
    },
  }
  hasAtoms.set(client, $has)
  return $has
}

/**
 * Whether `<Show>` shows its children. Undefined while it is not known who is signed in: then it shows nothing, because its
 * fallback would tell people who may that they may not.
 *
 * @example
 * ```ts
 * import { hasOf, isShown } from '@wachter/core'
 *
 * console.log(isShown(hasOf(client).get(), { permission: 'invoices:write' }))
 * ```
 */
export function isShown(has: Has, when: ShowCondition): boolean | undefined {
  if (has === unknownHas) return undefined
  // The function may ask what is not granted: that holds for an account only.
  if (has === nobodyHas) return false
  // An async function gives a promise, which is no yes.
  return (typeof when === 'function' ? when(has) : has(when)) === true
}

const unknownHas: Has = () => false
const nobodyHas: Has = () => false
const hasIn =
  (grant: Grant | undefined): Has =>
  (demand) =>
    covers(grant, demand)

const hasAtoms = new WeakMap<Client, HasAtom>()
