import type { Client, SessionView } from './client.js'
import { createExpiry } from './commands/expiry.js'
import { createGetToken } from './commands/get-token.js'
import { createLifecycle } from './commands/lifecycle.js'
import { createMinting } from './commands/minting.js'
import { createMutations } from './commands/mutation.js'
import { createRetrieval } from './commands/retrieval.js'
import { createSessionCommands } from './commands/session-commands.js'
import { createUnfinishedSignOut } from './commands/unfinished-sign-out.js'
import { browserPorts } from './effects/browser-ports.js'
import { startExpiryTimer } from './effects/expiry-timer.js'
import { startRevalidation } from './effects/revalidation.js'
import { startSnapshotKeeper } from './effects/snapshot-keeper.js'
import { startTabs } from './effects/tabs.js'
import { isSessionError, SessionError } from './errors.js'
import { createDevSession, storageScope } from './http/dev-session.js'
import { createEndpoints, readSession } from './http/endpoints.js'
import { createPauses } from './http/pauses.js'
import { createTransport } from './http/transport.js'
import { type Deployment, withUiOverwrites } from './model/deployment.js'
import type { Session } from './model/session.js'
import type { SessionState } from './model/session-state.js'
import { addressOf, type ClientOptions } from './options.js'
import { type ClientEvents, createEvents } from './state/events.js'
import { createOutbox } from './state/outbox.js'
import { createResource } from './state/resource.js'
import { createServerClock } from './state/server-clock.js'
import { createSessionStore, whenQuiet } from './state/session-store.js'
import { createStamps } from './state/stamps.js'
import { createTokenCache } from './state/token-cache.js'

/**
 * Creates a client of one Wacht deployment. Starts nothing and is safe on a server; see `start`.
 *
 * @throws {@link SessionError} `invalid-configuration`, at once, when the key or address is malformed
 */
export function createClient(options: ClientOptions): Client {
  // Each room names what it needs; the kit is handed from one to the next and grows on the way.
  const settings = {
    timeoutMs: 10_000,
    revalidateIntervalMs: 60_000,
    expiringLeadMs: 60_000,
    ...browserPorts(),
    // What is given as undefined is not given.
    ...(Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as ClientOptions),
  }
  const { clock } = settings
  const ground = {
    ...settings,
    ...addressOf(options),
    ...createEvents<ClientEvents>(),
    ...createOutbox(),
    stamps: createStamps(clock),
    serverClock: createServerClock(clock),
    store: createSessionStore(options.initialState?.container),
  }
  const { store, mode, baseUrl } = ground
  const devSession = createDevSession(ground)
  const pauses = createPauses(ground)
  const send = createTransport({ ...ground, devSession, pauses })
  const wired = { ...ground, pauses, endpoints: createEndpoints(send), tokens: createTokenCache(store) }
  const asking = { ...wired, unfinishedSignOut: createUnfinishedSignOut(wired) }
  const kit = { ...asking, ...createRetrieval(asking) }
  const { retrieve, endpoints, emit, on } = kit
  const mutations = createMutations(kit)
  const expiry = createExpiry(kit)
  const minting = createMinting(kit)
  const scope = storageScope(baseUrl)

  const { isRunning, start, stop } = createLifecycle(() => {
    // A dev session in the page's address is taken and stripped before anything else happens.
    devSession.token()
    const { state, unsettled } = store.machine()
    const atOnce = !state.container || unsettled || kit.unfinishedSignOut.isNoted()
    const { firstToken } = options
    if (firstToken && !state.container)
      minting.early(
        firstToken === true ? '' : firstToken,
        retrieve().catch(() => undefined),
      )
    const stops = [
      startSnapshotKeeper({ ...kit, name: `wachter_snapshot_${scope}`, readSession }),
      startTabs({ ...kit, channelName: `wachter_${scope}`, readSession, adoptToken: minting.adopt }),
      startRevalidation({ ...kit, atOnce }),
      startExpiryTimer({ ...kit, expiry }),
    ]
    for (const resource of resources) resource.wake()
    return () => {
      for (const stopOne of stops) stopOne()
      // Deaf from now on. One started again at once, as StrictMode does, has missed nothing.
      queueMicrotask(() => {
        if (!isRunning()) store.apply({ type: 'doubted', stamp: ground.stamps.next() })
      })
    }
  })

  /** A list of somebody else's means that our picture is old. */
  const own =
    <T extends { readonly userId: string | undefined }>(load: () => Promise<readonly T[]>) =>
    async () => {
      const list = await load()
      if (list.every(({ userId }) => userId === undefined || userId === store.context()?.userId)) return list
      await retrieve()
      throw new SessionError('context-mismatch', 'The server is in another context')
    }

  const resource = <T>(load: () => Promise<T>, scoped: boolean) => createResource({ store, isRunning, load, scoped })
  const organizationMemberships = resource(own(endpoints.organizationMemberships), true)
  const workspaceMemberships = resource(own(endpoints.workspaceMemberships), true)
  let uiOverwrites = options.uiOverwrites ?? options.uiOverrides
  let plainDeployment: Deployment | undefined
  const deployment = resource(async () => {
    plainDeployment ??= await endpoints.deployment()
    return withUiOverwrites(plainDeployment, uiOverwrites)
  }, false)
  const resources = [organizationMemberships, workspaceMemberships, deployment]

  store.onTransition(({ before, after, contextChanged, ending }) => {
    const signIn = after.container?.activeSignIn
    const previous = before.container?.activeSignIn
    if (contextChanged) emit('context-changed', { signIn })
    if (signIn && !previous) emit('signed-in', { signIn })
    if (ending && previous) emit('signed-out', { reason: ending, signIn: previous })
  })

  /** Told that nobody is signed in, while we show somebody: the session has the last word. */
  const confirmed = <T>(answer: Promise<T>): Promise<T> =>
    answer.catch((error: unknown) => {
      if (isSessionError(error) && error.code === 'signed-out' && store.context()) retrieve().catch(() => undefined)
      throw error
    })

  const activeSignIn = ({ container }: SessionState) => container?.activeSignIn

  return {
    baseUrl,
    mode,
    ports: settings,
    devSession: () => (mode === 'staging' ? devSession.token() : undefined),
    initialState: store.machine().state,
    $state: store.$state,
    $view: store.select(viewSelector()),
    $session: store.select(sessionOf),
    $signIns: store.select(({ container }) => container?.signIns ?? none),
    $activeSignIn: store.select(activeSignIn),
    $user: store.select((state) => activeSignIn(state)?.user),
    $activeOrganization: store.select((state) => activeSignIn(state)?.activeOrganizationMembership?.organization),
    $activeWorkspace: store.select((state) => activeSignIn(state)?.activeWorkspaceMembership?.workspace),
    $signInAttempts: store.select(({ container }) => container?.signInAttempts ?? none),
    $signUpAttempts: store.select(({ container }) => container?.signUpAttempts ?? none),
    $organizationMemberships: organizationMemberships.$state,
    $workspaceMemberships: workspaceMemberships.$state,
    $deployment: deployment.$state,
    getToken: createGetToken({ ...kit, expiry, minting }),
    overwriteUi(overwrites) {
      uiOverwrites = overwrites
      if (plainDeployment) void deployment.refresh()
    },
    invalidateTokens() {
      kit.tokens.held.clear()
      kit.tokens.flights.clear()
    },
    ...createSessionCommands({ ...kit, mutations }),
    refetch: () => whenQuiet(store).then(() => retrieve(true)),
    request: (request) => confirmed(send(request)),
    mutate: (request, { kind = request.path, landed } = {}) =>
      confirmed(mutations.run({ kind, landed, send: () => send(request) })),
    on,
    start,
    stop,
    dehydrate: () => ({ container: store.machine().state.container }),
  }
}

const none: readonly never[] = []

const sessionOf = ({ container }: SessionState): Session | null =>
  container?.activeSignIn ? (container as Session) : null

/** Keeps its last result as long as nothing in it differs. */
function viewSelector(): (state: SessionState) => SessionView {
  let view: SessionView = { loading: true, session: null, error: undefined }
  return (state) => {
    const { status, error } = state
    const next = { loading: status === 'loading', session: sessionOf(state), error }
    if (view.loading !== next.loading || view.session !== next.session || view.error !== error) view = next
    return view
  }
}
