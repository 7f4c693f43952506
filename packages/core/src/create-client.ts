import { atom } from 'nanostores'
import { browserPorts } from './browser/ports.js'
import type { Client } from './client.js'
import { createBackoff } from './http/backoff.js'
import { createDevSession } from './http/dev-session.js'
import { createEndpoints, sessionFromWire, sessionToWire } from './http/endpoints.js'
import { createTransport } from './http/transport.js'
import { covers, grantOf } from './model/permissions.js'
import { addressOf, type ClientOptions, initialContainerOf } from './options.js'
import { createSessionCommands } from './session/commands.js'
import { type ClientEvents, createEvents } from './session/events.js'
import { createExpiry } from './session/expiry/expiry.js'
import { startExpiryTimer } from './session/expiry/expiry-timer.js'
import { createLists } from './session/lists/lists.js'
import { createMutations } from './session/mutations.js'
import { publishChanges } from './session/publish-changes.js'
import { createRetrieval } from './session/retrieval.js'
import { startRevalidation } from './session/revalidation.js'
import { createSeams } from './session/seams.js'
import { createSignOutNotes } from './session/sign-out/notes.js'
import { startSignOutRetries } from './session/sign-out/retries.js'
import { createSignOut } from './session/sign-out/sign-out.js'
import { createSignOutTargets } from './session/sign-out/targets.js'
import { createSnapshotKeeper } from './session/snapshot-keeper.js'
import { createLifecycle } from './session/start-stop.js'
import { createSessionStore } from './session/state/store.js'
import { createViews } from './session/state/views.js'
import { hintWhenUnreachable } from './session/unreachable-hint.js'
import { createOutbox } from './tabs/outbox.js'
import { startTabs } from './tabs/tabs.js'
import { withDeadline } from './time/deadline.js'
import { createServerClock } from './time/server-clock.js'
import { createStamps } from './time/stamps.js'
import { createTokenCache } from './tokens/cache.js'
import { createExpectations } from './tokens/expectations.js'
import { createGetToken } from './tokens/get-token.js'
import { createMinting } from './tokens/minting.js'
import { hostOf } from './url.js'

/**
 * Creates a client of one Wacht deployment. Starts nothing and is safe on a server; see `start`.
 *
 * @example In a page
 * ```ts
 * import { createClient } from '@wachter/core'
 *
 * const client = createClient({ publishableKey: 'pk_test_…' })
 * const stop = client.start()
 * ```
 * @example In a page that a server rendered, with a token in the first round trip
 * ```ts
 * import { createClient } from '@wachter/core'
 *
 * const client = createClient({ publishableKey: 'pk_test_…', initialState, firstToken: true })
 * ```
 *
 * @throws {@link SessionError} `invalid-configuration` at once, when the key or address is malformed
 */
export function createClient(options: ClientOptions): Client {
  const { baseUrl, mode } = addressOf(options)
  const defaults = browserPorts()
  const { clock = defaults.clock, storage = defaults.storage, cookies = defaults.cookies } = options
  const { page = defaults.page, openChannel = defaults.openChannel, firstToken, initialState } = options
  const { timeoutMs = 10_000, revalidateIntervalMs = 60_000, expiringLeadMs = 60_000, fetch, snapshotStore } = options
  const ports = { clock, storage, cookies, page, openChannel }
  const host = hostOf(baseUrl)

  // Time, and the state.
  const serverClock = createServerClock(clock)
  const stamps = createStamps(clock, (at) => store.apply({ type: 'clock-set-back', at }))
  const initial = initialContainerOf(initialState, clock.now())
  const store = createSessionStore({ initial, serverClock })
  const { emit, on } = createEvents<ClientEvents>()
  const outbox = createOutbox()

  // The network.
  const devSession = createDevSession({ baseUrl, mode, clock, storage, cookies, page })
  const backoff = createBackoff({
    clock,
    onImposed: (key, untilMs) => outbox.publish({ type: 'backing-off', key, untilMs }),
  })
  const send = createTransport({ baseUrl, mode, clock, devSession, backoff, fetch, timeoutMs })
  const endpoints = createEndpoints(send, backoff)

  // The session: reading it, changing it, ending it.
  const notes = createSignOutNotes({ storage, clock, name: `wachter_sign_out_${host}`, timeoutMs })
  const keeper = createSnapshotKeeper({
    store,
    snapshotStore,
    name: `wachter_snapshot_${host}`,
    readSession: sessionFromWire,
    writeSession: sessionToWire,
  })
  const { retrieve, refresh, restart, doubt, isAsking, ask } = createRetrieval({
    store,
    session: endpoints.session,
    stamps,
    heedSignOuts: () => signOut.heed(),
  })
  const mutations = createMutations({ store, stamps, ask })
  const targets = createSignOutTargets({ store, notes, serverClock, remembered: keeper.remembered })
  const signOut = createSignOut({
    store,
    notes,
    targets,
    mutations,
    stamps,
    serverClock,
    ask,
    tell: endpoints.signOut,
    activate: endpoints.switchSignIn,
  })
  const commands = createSessionCommands({ store, endpoints, mutations, refresh, retrieve })
  const expiry = createExpiry({ stamps, store, serverClock, retrieve })

  // Tokens.
  const tokens = createTokenCache({ store, clock })
  const expectations = createExpectations(clock)
  const minting = createMinting({
    store,
    tokens,
    expectations,
    mintAtServer: endpoints.token,
    clock,
    stamps,
    serverClock,
    backoff,
    endsAtMs: expiry.endsAtMs,
    doubt,
    onMinting: (template) => outbox.publish({ type: 'minting', template }),
    onMinted: (shared) => outbox.publish({ type: 'token', ...shared }),
  })
  const getToken = createGetToken({
    store,
    tokens,
    minting,
    expiry,
    backoff,
    clock,
    page,
    retrieve,
    isAsking,
    doubt,
    timeoutMs,
  })

  const isRunning = () => lifecycle.isRunning()
  const { wake, ...lists } = createLists({
    store,
    stamps,
    endpoints,
    refresh,
    isRunning,
  })
  const $uiOverwrites = atom(options.uiOverwrites ?? options.uiOverrides)

  publishChanges(store, emit)
  hintWhenUnreachable(store, baseUrl)
  /** Whether we missed messages of other tabs since the session was last fetched. */
  let hasMissedMessages = true
  const doubtWhatIsKnown = () => {
    if (store.machine().answer) store.apply({ type: 'doubted', at: stamps.next() })
  }

  const lifecycle = createLifecycle((scope) => {
    // First take the dev session out of the page's URL.
    devSession.token()
    if (hasMissedMessages) doubtWhatIsKnown()
    hasMissedMessages = false
    signOut.heed()
    if (firstToken && !store.container()) {
      minting.early(
        firstToken === true ? '' : firstToken,
        retrieve().catch(() => undefined),
      )
    }
    const remembered = keeper.remembered()
    const endsAtMs = remembered?.activeSignIn?.expiresAtMs ?? Infinity
    // Do not show one that has expired by our clock before the server answered.
    if (remembered && endsAtMs > clock.now()) store.apply({ type: 'remembered', container: remembered })
    startTabs({
      scope,
      store,
      minting,
      expectations,
      clock,
      stamps,
      openChannel,
      channelName: `wachter_${host}`,
      outbox,
      adoptBackoff: backoff.adopt,
      readSession: sessionFromWire,
      writeSession: sessionToWire,
      heedSignOuts: signOut.heed,
      notes,
      retrieve,
      isAsking,
      doubt,
    })
    startRevalidation({ scope, store, clock, stamps, page, revalidateIntervalMs, retrieve, restart })
    startExpiryTimer({ scope, store, clock, serverClock, expiringLeadMs, emit, expiry })
    startSignOutRetries({ scope, store, notes, clock, page, carryOut: signOut.carryOut })
    wake()
    scope.add(() => {
      expectations.endAll()
      // After `stop()` we miss other tabs' messages, unless `start()` runs again in the same task (StrictMode).
      queueMicrotask(() => {
        if (isRunning()) return
        hasMissedMessages = true
        doubtWhatIsKnown()
      })
    })
  })

  return {
    baseUrl,
    mode,
    ports,
    devSession: () => (mode === 'staging' ? devSession.token() : undefined),
    initialState: store.machine().state,
    ...createViews(store, baseUrl),
    ...lists,
    $uiOverwrites,
    setUiOverwrites: (overwrites) => $uiOverwrites.set(overwrites),
    getToken,
    has: (demand) => covers(grantOf(store.container()), demand),
    invalidateTokens: () => tokens.invalidate(stamps.next()),
    signOut: signOut.signOut,
    ...commands,
    refetch: () =>
      withDeadline(clock, timeoutMs * 3, undefined, async () => {
        await store.whenQuiet()
        await refresh()
      }),
    ...createSeams({ store, send, mutations, refresh }),
    on,
    start: lifecycle.start,
    stop: lifecycle.stop,
    dehydrate() {
      const { state, freshness } = store.machine()
      // The stamp of an answer is close to epoch ms.
      const atMs = initial && state.container === initial.container ? initialState?.atMs : freshness.shown?.askedAt
      return { container: state.container, atMs }
    },
  }
}
