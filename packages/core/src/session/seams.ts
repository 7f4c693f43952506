import { isSessionError } from '../errors.js'
import type { ApiRequest, Transport } from '../http/transport.js'
import type { SessionContainer } from '../model/session.js'
import type { CreateResource } from './lists/resource.js'
import type { Mutations } from './mutations.js'
import type { SessionStore } from './state/store.js'

export interface MutateOptions {
  /** Name of the change, shown as `pending` while it runs. Default: the path. */
  readonly kind?: string
  /** Tells from the session whether the change was applied, for when no answer came. */
  readonly applied?: (container: SessionContainer) => boolean
  /**
   * What the change is for. `context` (the default): the account, organization and workspace that are active when `mutate`
   * is called; if another context is active when its turn comes, it is not sent. `session`: the browser session, whichever
   * account is active.
   */
  readonly scope?: 'context' | 'session'
}

/** What features and apps are built on. */
export interface ClientSeams {
  /**
   * Calls the Frontend API, with validation, a timeout and typed errors. For reads; use `mutate` for changes.
   *
   * @example A route of the API, validated by zod
   * ```ts
   * import * as z from 'zod'
   *
   * const schema = z.array(z.object({ name: z.string() }))
   * const passkeys = await client.request({ path: 'me/passkeys', schema })
   * ```
   * @example With a query, and a way to give up
   * ```ts
   * import * as z from 'zod'
   *
   * const { signal } = new AbortController()
   * await client.request({ path: 'notifications', query: { limit: '20' }, schema: z.unknown(), signal })
   * ```
   *
   * @throws {@link SessionError} `offline`, `timed-out`, `aborted`, `rate-limited`, `server-error`, `invalid-response`, and
   *   the code of a refusal
   */
  readonly request: <T>(request: ApiRequest<T>) => Promise<T>
  /**
   * Queues a change, sends it in its turn, then fetches the session, then resolves. The state shows the outcome by then.
   *
   * @example For the account that is active now
   * ```ts
   * import * as z from 'zod'
   *
   * const form = { first_name: 'Ada' }
   * await client.mutate({ method: 'post', path: 'me', form, schema: z.unknown() }, { kind: 'rename' })
   * ```
   * @example For the browser session, with a check for a lost answer
   * ```ts
   * import * as z from 'zod'
   *
   * await client.mutate(
   *   { method: 'post', path: 'session/switch-sign-in', query: { sign_in_id: '42' }, schema: z.unknown() },
   *   { scope: 'session', applied: ({ activeSignIn }) => activeSignIn?.id === '42' },
   * )
   * ```
   *
   * @throws {@link SessionError} `context-changed` when another account, organization or workspace is active when its turn
   *   comes; `superseded` by a sign-out; `unconfirmed` when its outcome is not known; and what the request throws
   */
  readonly mutate: <T>(request: ApiRequest<T>, options?: MutateOptions) => Promise<T>
  /**
   * Creates data that belongs to the present account, organization and workspace, or to another `scope`. It is loaded while
   * its state has listeners and the client runs, once for all of them, and again after every change of this tab or another.
   * When another context becomes active, it is empty in the same instant, and the load under way is cancelled. A refusal
   * (403) stands until the account's roles or something else has changed.
   *
   * @example
   * ```ts
   * import * as z from 'zod'
   *
   * const schema = z.array(z.object({ id: z.string(), name: z.string() }))
   * const { $state } = client.resource((signal) => client.request({ path: 'me/passkeys', schema, signal }))
   * const stop = $state.subscribe(({ loading, data }) => console.log(loading, data?.length))
   * ```
   * @example Of the account, whichever organization is active
   * ```ts
   * import * as z from 'zod'
   *
   * const load = (signal: AbortSignal) => client.request({ path: 'me/signins', schema: z.array(z.unknown()), signal })
   * const { $state } = client.resource(load, { scope: 'account' })
   * ```
   */
  readonly resource: CreateResource
}

interface SeamNeeds {
  readonly store: SessionStore
  readonly send: Transport
  readonly mutations: Mutations
  readonly refresh: () => Promise<void>
}

/** The calls of the Frontend API that features and apps make. */
export function createSeams({ store, send, mutations, refresh }: SeamNeeds): Pick<ClientSeams, 'request' | 'mutate'> {
  /** If the server says `signed-out` while we show an account, fetch the session: it decides. */
  const confirmed = <T>(answer: Promise<T>): Promise<T> =>
    answer.catch((error: unknown) => {
      if (isSessionError(error) && error.code === 'signed-out' && store.context()) refresh().catch(() => undefined)
      throw error
    })
  return {
    request: (request) => confirmed(send(request)),
    mutate: (request, { kind = request.path, applied, scope = 'context' } = {}) =>
      confirmed(mutations.run({ kind, scope, applied, send: () => send(request) })),
  }
}
