import type { Client, ClientEvents, SessionView } from './client.js'
import { createExpiry } from './commands/expiry.js'
import { createGetToken } from './commands/get-token.js'
import { createMutations } from './commands/mutation.js'
import { createRetrieval } from './commands/retrieval.js'
import { createSessionCommands } from './commands/session-commands.js'
import { createUnfinishedSignOut } from './commands/unfinished-sign-out.js'
import { browserPorts } from './effects/browser-ports.js'
import { startExpiryTimer } from './effects/expiry-timer.js'
import { startRevalidation } from './effects/revalidation.js'
import { isRefusal, isSessionError } from './errors.js'
import { createDevSession, storageScope } from './http/dev-session.js'
import { createEndpoints } from './http/endpoints.js'
import { type ApiRequest, createTransport } from './http/transport.js'
import { withUiOverwrites } from './model/deployment.js'
import type { Session } from './model/session.js'
import type { SessionState } from './model/session-state.js'
import { addressOf, type ClientOptions } from './options.js'
import { createResource } from './state/resource.js'
import { createServerClock } from './state/server-clock.js'
import { callSafely, createSessionStore } from './state/session-store.js'
import { whenSettled } from './state/settled.js'
import { createStamps } from './state/stamps.js'
import { createTokenCache } from './state/token-cache.js'

/**
 * Creates a client of one Wacht deployment. Starts nothing and is safe on a server; see `start`.
 *
 * @throws {@link SessionError} `invalid-configuration`, at once, when the key or address is malformed
 */
export function createClient(options: ClientOptions): Client {
  const address = addressOf(options)
  const { clock, storage, cookies, page } = { ...browserPorts(), ...given(options) }
  const { timeoutMs = 10_000, revalidateIntervalMs = 60_000, expiringLeadMs = 60_000, uiOverwrites } = options

  const stamps = createStamps(clock)
  const serverClock = createServerClock(clock)
  const devSession = createDevSession(address.baseUrl, { clock, storage, cookies, page })
  const send = createTransport({ address, clock, devSession, fetch: options.fetch, timeoutMs, nextStamp: stamps.next })
  const endpoints = createEndpoints(send)

  const store = createSessionStore(options.initialState?.container)
  const tokens = createTokenCache(store)
  const unfinishedSignOut = createUnfinishedSignOut(endpoints, storage, storageScope(address.baseUrl))
  const finishSignOut = () =>
    unfinishedSignOut.finish().catch((error: unknown) => {
      if (unfinishedSignOut.isNoted() || !isRefusal(error)) throw error
    })
  const { retrieve, fresh } = createRetrieval({ store, endpoints, stamps, finishSignOut })
  const mutations = createMutations({ store, stamps, fresh })
  const expiry = createExpiry(store, serverClock, retrieve)
  const getToken = createGetToken({ store, tokens, endpoints, clock, serverClock, page, retrieve, expiry })
  const commands = createSessionCommands({ store, endpoints, mutations, stamps, unfinishedSignOut, retrieve })

  let holders = 0
  let close: (() => void) | undefined
  const isRunning = () => close !== undefined
  const organizationMemberships = createResource({
    store,
    isRunning,
    scoped: true,
    load: endpoints.organizationMemberships,
  })
  const workspaceMemberships = createResource({ store, isRunning, scoped: true, load: endpoints.workspaceMemberships })
  const deployment = createResource({
    store,
    isRunning,
    scoped: false,
    load: async () => withUiOverwrites(await endpoints.deployment(), uiOverwrites ?? {}),
  })
  const resources = [organizationMemberships, workspaceMemberships, deployment]

  const listeners: { readonly [E in keyof ClientEvents]: Set<(event: ClientEvents[E]) => void> } = {
    'signed-in': new Set(),
    'signed-out': new Set(),
    'session-expiring': new Set(),
    'context-changed': new Set(),
  }
  const emit = <E extends keyof ClientEvents>(type: E, event: ClientEvents[E]) => {
    for (const listener of listeners[type]) callSafely(listener, event)
  }

  store.onTransition(({ before, after, contextChanged, ending, event }) => {
    const active = after.container?.activeSignIn
    const previous = before.container?.activeSignIn
    // The server lists no sign-in that is over: if ours seems so, our clock is ahead.
    if (active?.expiresAtMs && 'container' in event) serverClock.notYet(active.expiresAtMs)
    if (contextChanged) emit('context-changed', { signIn: active })
    if (active && !previous) emit('signed-in', { signIn: active })
    if (ending && previous) emit('signed-out', { reason: ending, signIn: previous })
  })

  const open = (): (() => void) => {
    // A dev session in the page's address is taken and stripped before anything else happens.
    devSession.token()
    const stops = [
      startRevalidation({ store, clock, page, intervalMs: revalidateIntervalMs, retrieve }),
      startExpiryTimer({
        store,
        clock,
        serverClock,
        leadMs: expiringLeadMs,
        endsAtMs: expiry.endsAtMs,
        onExpiring: (expiresAtMs) => emit('session-expiring', { expiresAtMs }),
        onExpired: () => void expiry.end(),
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }

  const stop = () => {
    holders = 0
    close?.()
    close = undefined
  }

  const confirmed = <T>(answer: Promise<T>): Promise<T> =>
    answer.catch((error: unknown) => {
      // Told that nobody is signed in, while we show somebody: the session has the last word.
      if (isSessionError(error) && error.code === 'signed-out' && store.context())
        void retrieve().catch(() => undefined)
      throw error
    })

  return {
    baseUrl: address.baseUrl,
    mode: address.mode,
    initialState: store.machine().state,
    $state: store.$state,
    $view: store.select(viewSelector()),
    $session: store.select(sessionOf),
    $signIns: store.select(({ container }) => container?.signIns ?? none),
    $activeSignIn: store.select(({ container }) => container?.activeSignIn),
    $user: store.select(({ container }) => container?.activeSignIn?.user),
    $activeOrganization: store.select(
      ({ container }) => container?.activeSignIn?.activeOrganizationMembership?.organization,
    ),
    $activeWorkspace: store.select(({ container }) => container?.activeSignIn?.activeWorkspaceMembership?.workspace),
    $signInAttempts: store.select(({ container }) => container?.signInAttempts ?? none),
    $signUpAttempts: store.select(({ container }) => container?.signUpAttempts ?? none),
    $organizationMemberships: organizationMemberships.$state,
    $workspaceMemberships: workspaceMemberships.$state,
    $deployment: deployment.$state,
    getToken,
    ...commands,
    async refetch() {
      // A change under way ends with a retrieval of its own.
      if (store.machine().state.pending) return whenSettled(store)
      await retrieve()
    },
    request: (request) => confirmed(send(request)),
    mutate: (request, { kind = request.path, landed } = {}) =>
      confirmed(
        mutations.run({
          kind,
          ...(landed && { landed }),
          send: (signal) => send({ signal, ...request } as ApiRequest<never>),
        }),
      ),
    on(type, listener) {
      listeners[type].add(listener)
      return () => listeners[type].delete(listener)
    },
    start() {
      holders++
      if (!close) {
        close = open()
        const { status } = store.machine().state
        if (status === 'loading' || status === 'unavailable' || unfinishedSignOut.isNoted())
          void retrieve().catch(() => undefined)
        for (const resource of resources) resource.wake()
      }
      let held = true
      return () => {
        if (held && close && --holders === 0) stop()
        held = false
      }
    },
    stop,
    dehydrate() {
      const { container } = store.machine().state
      return container ? { container } : {}
    },
  }
}

const none: readonly never[] = []

const sessionOf = ({ container }: SessionState): Session | null =>
  container?.activeSignIn ? (container as Session) : null

/** Keeps its last result as long as nothing in it differs. */
function viewSelector(): (state: SessionState) => SessionView {
  let view: SessionView | undefined
  return (state) => {
    const next = { loading: state.status === 'loading', session: sessionOf(state), error: state.error }
    if (!view || view.loading !== next.loading || view.session !== next.session || view.error !== next.error)
      view = next
    return view
  }
}

/** The ports the caller gave, without those left undefined. */
const given = (options: ClientOptions): Partial<ClientOptions> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
