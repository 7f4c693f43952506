import { isRefusal, SessionError } from '../errors.js'
import { withDeadline } from '../http/deadline.js'
import { ageOf } from '../model/freshness.js'
import type { Clock, Page } from '../ports.js'
import { isSettled, type SessionStore, whenQuiet } from '../state/session-store.js'
import type { TokenCache } from '../state/token-cache.js'
import type { Expiry } from './expiry.js'
import type { Minting } from './minting.js'

export interface TokenRequest {
  /** Name of a JWT template of the deployment. */
  readonly template?: string | undefined
  /** Mints anew even when the held token is still good, after a role change for example. */
  readonly forceRefresh?: boolean
  /** Gives up for this caller; a mint shared with others goes on. */
  readonly signal?: AbortSignal
}

export type GetToken = (request?: string | TokenRequest) => Promise<string>

interface TokenNeeds {
  readonly store: SessionStore
  readonly tokens: TokenCache
  readonly clock: Clock
  readonly page: Page
  readonly retrieve: () => Promise<void>
  readonly expiry: Expiry
  readonly minting: Minting
  readonly timeoutMs: number
}

/** How often the server may contradict the session it shows before we give up. */
const maxSurprises = 3
/** A caller waits at most for this many requests in a row: a change, its confirmation, a mint. */
const patience = 3

export function createGetToken({
  store,
  tokens,
  clock,
  page,
  retrieve,
  expiry,
  minting,
  timeoutMs,
}: TokenNeeds): GetToken {
  const usable = (template: string, nowMs: number): string | undefined => {
    const held = tokens.held.get(template)
    if (!held) return undefined
    const ageMs = ageOf(held, nowMs, clock.monotonic())
    if (ageMs >= held.usableMs) return undefined
    // Quietly, and only where someone is looking: nothing is minted for nobody, or twice.
    if (ageMs >= held.renewMs && page.isVisible() && !tokens.coming.has(template)) {
      minting.mint(template, true).catch(() => undefined)
    }
    return held.token
  }

  // Timers sleep with the machine; a reader must not. The clock is read once: reading it is most of the work.
  const isReady = (nowMs = clock.now()): boolean => isSettled(store) && !expiry.isOver(nowMs)

  /** Waits until it is known who is signed in, asking where nobody has. */
  const settle = async (): Promise<void> => {
    const { state, awaiting } = store.machine()
    if (state.pending !== undefined || awaiting.length > 0) await whenQuiet(store)
    else if (expiry.isOver()) await expiry.end()
    else await retrieve()
  }

  const ask = async (template: string, forceRefresh: boolean, signal: AbortSignal): Promise<string> => {
    let surprise: unknown
    for (let surprises = 0; surprises < maxSurprises && !signal.aborted; ) {
      while (!isReady() && !signal.aborted) await settle()
      if (!store.context()) throw new SessionError('signed-out', 'Nobody is signed in')
      const held = forceRefresh ? undefined : usable(template, clock.now())
      if (held !== undefined) return held
      const epoch = store.epoch()
      try {
        const minted = await minting.mint(template, forceRefresh)
        if (epoch === store.epoch() && isReady() && minting.isOurs(minted, surprises > 0)) {
          // One that fits only now that the session was asked is kept, or each call would ask again.
          if (surprises > 0) tokens.held.set(template, minted)
          return minted.token
        }
      } catch (error) {
        surprise = error
        if (epoch === store.epoch() && isReady() && !saysSignedOut(error)) throw named(error)
      }
      if (epoch !== store.epoch() || !isReady()) continue
      // The same world, another answer than we expected: ours is old, and the session has the last word.
      surprises++
      await retrieve()
    }
    throw surprise ?? new SessionError('context-mismatch', 'The server is in another context')
  }

  return async (request) => {
    const {
      template: name = '',
      forceRefresh = false,
      signal,
    }: TokenRequest = typeof request === 'object' ? request : { template: request }
    const template = name === 'default' ? '' : name
    const nowMs = clock.now()
    const isAtHand = !forceRefresh && !signal?.aborted && isReady(nowMs) && store.context()
    const held = isAtHand ? usable(template, nowMs) : undefined
    return held ?? withDeadline(clock, timeoutMs * patience, signal, (left) => ask(template, forceRefresh, left))
  }
}

/** A 400 of the token route means that nobody is signed in (PROTOCOL.md §2.4). */
const saysSignedOut = (error: unknown): boolean =>
  isRefusal(error) && (error.code === 'signed-out' || error.status === 400)

const named = (error: unknown): unknown =>
  isRefusal(error) && error.status === 404 ? new SessionError('template-not-found', 'No such template', error) : error
