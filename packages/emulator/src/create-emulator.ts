import { type BrowserFetchOptions, createBrowserFetch } from './browser-fetch'
import type { Clock } from './clock'
import type { Connection } from './connection'
import { createFaults } from './faults/faults'
import { createHostedPages } from './hosted/hosted-pages'
import { providerPages } from './providers/pages'
import { createStateSigner } from './providers/state-signer'
import { providerPath } from './providers/urls'
import { createApp } from './routes/app'
import { controlPath, createControlApp } from './routes/control/control'
import { corsHeaders } from './routes/serving/cors'
import { createRateLimiter } from './routes/serving/rate-limiter'
import { restoreState, type SavedState, saveState } from './saving/saved-state'
import type { ChallengeMode, Switches } from './switches'
import { createSigningKeys, saveKeys } from './tokens/keys'
import { issueTransportToken } from './tokens/transport-token'
import { createRequestLog } from './world/controls/request-log'
import type { OpenedSession } from './world/controls/sessions'
import { type NewSession, startSession } from './world/controls/start-session'
import { createWorldData } from './world/create-world-data'
import type { DeploymentAddress } from './world/deployment/deployment'
import type { Lifetimes } from './world/deployment/lifetimes'
import { heldSession } from './world/deployment/session-cookies'
import { createNotificationStreams } from './world/notifications/streams'
import { plant } from './world/plant'
import { defaultSeed, type Seed } from './world/seed'
import { createWorld, type World } from './world/world'

export interface EmulatorOptions {
  /** The initial users, organizations and settings. Default: {@link defaultSeed}. */
  seed?: Seed
  /** The source of time. Default: the system clock. `world.clock.advance` adds to it. */
  clock?: Clock
  /** `staging` carries the session in the URL, `production` in a cookie. Default `staging`. */
  mode?: DeploymentAddress['mode']
  /** The URL the emulator is reached at. Default `http://localhost:4747`. */
  baseUrl?: string
  /** Host of the hosted pages; in production it decides which origins CORS allows. Default: derived from `baseUrl`. */
  frontendHost?: string
  /**
   * Origins of your apps, such as `https://app.example.com`. In staging the hosted pages pass the session to these, to
   * themselves, to pages in the deployment's settings and to pages on this machine. They redirect to other pages without it.
   */
  appOrigins?: readonly string[]
  /** Use every irregularity the server's builds show in their answers, such as null arrays. Default false. */
  nasty?: boolean
  /** Apply the server's real rate limits. Default false. */
  rateLimits?: boolean
  /** Send the transport token with every answer, as the newest server does. Default true. */
  reissue?: boolean
  /** Send codes for the sign-in step `verify_email`; the newest server accepts them but cannot send them. Default false. */
  preparesVerifyEmail?: boolean
  /** Report the phone number as missing although `complete-profile` just got it, as one server build does. Default false. */
  losesProfilePhone?: boolean
  /** Refuse roles with permissions that are in the deployment's list, as one server build does, not with others. Default false. */
  refusesListedPermissions?: boolean
  /** Require a solved challenge where the server does, and refuse requests without one with this status. Default `off`. */
  challenge?: ChallengeMode
  /** Serve the control API under `/__emulator/`. Default true. */
  control?: boolean
  /** Lifetimes that differ from the server's. */
  lifetimes?: Partial<Lifetimes>
  /** What `save()` of an earlier emulator at the same address returned: this one goes on from there. */
  saved?: SavedState
}

export interface Emulator {
  /** Replaces the global `fetch`. A dropped connection rejects with a `TypeError`, an abort with its reason. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
  /** Like `fetch`, for an HTTP server in front of the emulator, which knows the peer's address. */
  handle(request: Request, connection?: Connection): Promise<Response>
  /** A `fetch` with a cookie jar and, given an origin, a browser's CORS rules. */
  browserFetch(options?: BrowserFetchOptions): typeof globalThis.fetch
  /**
   * Everything there is, for `createEmulator({ saved })`: people, sessions, settings, keys, time. Without faults, switches and
   * logs. It holds passwords and the private key.
   */
  save(): Promise<SavedState>
  readonly world: World
  readonly publishableKey: string
  readonly baseUrl: string
}

/**
 * Creates an in-memory Frontend API of Wacht. Emulators share no state; signing keys are generated on first use.
 *
 * @throws {TypeError} when `baseUrl` is not an absolute URL, and when `saved` is no state of an emulator at this address
 * @example
 * ```ts
 * import { createEmulator } from '@wachter/emulator'
 *
 * const emulator = createEmulator({ mode: 'production' })
 * const response = await emulator.fetch(`${emulator.baseUrl}/session`)
 * emulator.world.disableUser('grace@example.com')
 * ```
 * @example One that goes on where another one was: nobody is signed out
 * ```ts
 * import { createEmulator } from '@wachter/emulator'
 *
 * const earlier = createEmulator()
 * const later = createEmulator({ saved: await earlier.save() })
 * ```
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const seed = options.seed ?? defaultSeed
  const address = addressOf(options)
  const data = createWorldData({ seed, address, clock: options.clock, lifetimes: options.lifetimes })
  const initialSwitches: Switches = {
    nasty: options.nasty ?? false,
    rateLimits: options.rateLimits ?? false,
    reissue: options.reissue ?? true,
    preparesVerifyEmail: options.preparesVerifyEmail ?? false,
    losesProfilePhone: options.losesProfilePhone ?? false,
    refusesListedPermissions: options.refusesListedPermissions ?? false,
    challenge: options.challenge ?? 'off',
  }
  const switches = { ...initialSwitches }
  const limiter = createRateLimiter(data.clock)
  const streams = createNotificationStreams()
  const requests = createRequestLog(data.clock)
  const faults = createFaults((request) => corsHeaders(address, request.headers.get('origin')))
  const restored = options.saved === undefined ? undefined : restoreState(data, address, options.saved)
  const keys = createSigningKeys(restored?.keys)
  const stateSigner = createStateSigner()
  const app = createApp({ data, keys, stateSigner, address, limiter, switches, streams })
  const providers = providerPages({ data, stateSigner, address })
  const hosted = createHostedPages({ data, address, switches }, handle)
  const world = createWorld({ data, address, streams, faults, requests, switches, openSession, reset })
  const control = options.control === false ? undefined : createControlApp(world, address.baseUrl, app)

  const { publishableKey, baseUrl } = address
  return { fetch, handle, browserFetch, save, world, publishableKey, baseUrl }

  function fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    return handle(new Request(input, init))
  }

  async function handle(request: Request, connection: Connection = {}): Promise<Response> {
    if (control && new URL(request.url).pathname.startsWith(controlPath)) return control.fetch(request, connection)
    const entry = requests.open(request)
    const serving = faults.through(request, async () => serve(request, connection))
    try {
      const response = await untilAborted(serving, request.signal)
      entry.status = response.status
      return response
    } catch (error) {
      entry.status = 'lost'
      throw error
    }
  }

  function serve(request: Request, connection: Connection) {
    const { pathname } = new URL(request.url)
    if (hosted.serves(request)) return hosted.fetch(request, connection)
    return (pathname.startsWith(`${providerPath}/`) ? providers : app).fetch(request, connection)
  }

  function browserFetch(browser?: BrowserFetchOptions): typeof globalThis.fetch {
    return createBrowserFetch(handle, data.clock, browser)
  }

  async function save(): Promise<SavedState> {
    const savedKeys = await saveKeys(await keys())
    return saveState(data, address, savedKeys)
  }

  async function openSession(wanted: NewSession): Promise<OpenedSession> {
    const session = startSession(data, wanted)
    const token = await issueTransportToken(data, await keys(), address.baseUrl, session)
    return { id: session.id, token, ...heldSession(address, token) }
  }

  function reset() {
    faults.clear()
    streams.closeAll()
    limiter.reset()
    requests.clear()
    Object.assign(switches, initialSwitches)
    plant(data, seed, address)
  }
}

function addressOf(options: EmulatorOptions): DeploymentAddress {
  const baseUrl = new URL(options.baseUrl ?? 'http://localhost:4747').origin
  const mode = options.mode ?? 'staging'
  const frontendHost = options.frontendHost ?? frontendHostOf(new URL(baseUrl).host)
  const publishableKey = `pk_${mode === 'staging' ? 'test' : 'live'}_${btoa(baseUrl)}`
  return { mode, baseUrl, frontendHost, publishableKey, appOrigins: [...(options.appOrigins ?? [])] }
}

/** The host of the hosted pages, derived from the backend host by the platform's naming scheme. */
function frontendHostOf(backendHost: string): string {
  return backendHost.replace(/^frontend\./, 'accounts.').replace(/^([^.]+)\.fapi\./, '$1.accounts.')
}

/** An abort rejects at once, but the server still completes the request. */
function untilAborted(serving: Promise<Response>, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    serving.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
