import { isRefusal, SessionError } from '../errors.js'
import { type Backoff, backoffKey } from '../http/backoff.js'
import { sessionPath, tokenPath } from '../http/endpoints.js'
import type { Clock, Page } from '../ports.js'
import type { Expiry } from '../session/expiry/expiry.js'
import { isQuiet } from '../session/state/machine.js'
import type { SessionStore } from '../session/state/store.js'
import { withDeadline } from '../time/deadline.js'
import { pause } from '../time/pause.js'
import type { TokenCache } from './cache.js'
import { type Minting, mintKey, saysSignedOut } from './minting.js'

export interface TokenRequest {
  /** Name of a JWT template of the deployment. Default: the deployment's default token. */
  readonly template?: string | undefined
  /** Mints a new token even if the cached one is still good, for example after a role change. */
  readonly forceRefresh?: boolean
  /** Aborts for this caller; a mint shared with others goes on. */
  readonly signal?: AbortSignal | undefined
}

export type GetToken = (request?: string | TokenRequest) => Promise<string>

interface TokenNeeds {
  readonly store: SessionStore
  readonly tokens: TokenCache
  readonly minting: Minting
  readonly expiry: Expiry
  readonly backoff: Backoff
  readonly clock: Clock
  readonly page: Page
  readonly retrieve: () => Promise<void>
  readonly isAsking: () => boolean
  readonly doubt: () => Promise<void>
  readonly timeoutMs: number
}

const sessionKey = backoffKey(sessionPath, undefined)

/** A caller waits at most for this many requests in sequence: a change, its confirmation, a mint. */
const patience = 3

/** The progress of one call. */
interface Call {
  readonly template: string
  readonly forceRefresh: boolean
  readonly signal: AbortSignal
  /** On the monotonic clock. */
  readonly deadlineMs: number
  /** The error after a token contradicted the session; the session was fetched since. */
  contradicted: unknown
}

export function createGetToken(needs: TokenNeeds): GetToken {
  const { store, tokens, minting, expiry, backoff, clock, page, retrieve, isAsking, doubt, timeoutMs } = needs

  // Check the expiry on each call: timers stop while the machine sleeps. Read the clock once, it is most of the work.
  const isReady = (nowMs: number): boolean => store.isCertain() && !expiry.isOver(nowMs)

  const cached = (template: string, nowMs: number): string | undefined => {
    const taken = tokens.take(template, nowMs)
    if (taken?.isAging) renew(template)
    return taken?.minted.token
  }

  /** Renews a token in the background, only while the page is visible. */
  const renew = (template: string) => {
    if (!page.isVisible() || backoff.resting(mintKey(template))) return
    const epoch = store.epoch()
    minting.renew(template).then(
      (minted) => {
        if (minted && store.isCertain() && epoch === store.epoch() && !minting.isOurs(minted, false)) contradict()
      },
      (error: unknown) => {
        if (saysSignedOut(error) && epoch === store.epoch()) contradict()
      },
    )
  }

  /** The token route contradicts the shown session: fetch the session, which decides. */
  const contradict = () => void doubt().catch(() => undefined)

  /** Waits for the end of a backoff if it is before the deadline; otherwise throws the error of the path. */
  const waitOut = async (key: string, { signal, deadlineMs }: Call): Promise<void> => {
    for (let resting = backoff.resting(key); resting && !signal.aborted; resting = backoff.resting(key)) {
      const { error, leftMs } = resting
      const isNoAnswer = !isRefusal(error) && error.code !== 'context-mismatch'
      if (!isNoAnswer || clock.monotonic() + leftMs >= deadlineMs) throw error
      await pause(clock, leftMs, signal)
    }
  }

  /** Waits until the active account is known; fetches the session if no request is under way. */
  const becomeReady = async (call: Call): Promise<void> => {
    if (!isQuiet(store.machine())) return store.whenQuiet()
    if (store.isCertain() && expiry.isOver()) return expire(call)
    await waitOut(sessionKey, call)
    if (store.isCertain()) return
    await fetchSession(retrieve)
  }

  /** If a request before this call failed, or one under way fails, the next step waits for its backoff. */
  const fetchSession = async (fetch: () => Promise<void>): Promise<void> => {
    const isHeldBack = isAsking() || backoff.resting(sessionKey) !== undefined
    await fetch().catch((error: unknown) => {
      if (!isHeldBack || !backoff.resting(sessionKey)) throw error
    })
  }

  /** A sign-in that seems expired gets no token until the server decides. */
  const expire = async (call: Call): Promise<void> => {
    await waitOut(sessionKey, call)
    await expiry.end()
    if (store.isCertain() && expiry.isOver())
      throw store.machine().state.error ?? new SessionError('signed-out', 'The sign-in has expired')
  }

  /** One bounded step: returns a token, throws, or returns undefined if the state changed meanwhile. */
  const step = async (call: Call): Promise<string | undefined> => {
    const { template } = call
    if (!isReady(clock.now())) {
      await becomeReady(call)
      return undefined
    }
    if (!store.context()) throw new SessionError('signed-out', 'No account is signed in')
    const atHand = call.forceRefresh ? undefined : cached(template, clock.now())
    if (atHand !== undefined) return atHand
    await waitOut(mintKey(template), call)
    await waitOut(backoffKey(tokenPath, template), call)
    const basis = tokens.basis()
    const isStill = () => basis === tokens.basis() && isReady(clock.now())
    if (!isStill()) return undefined
    try {
      const minted = await (call.forceRefresh ? minting.mintFresh(template) : minting.mint(template))
      if (!isStill()) return undefined
      if (minting.isOurs(minted, call.contradicted !== undefined)) {
        // Cache one that matches only after the session was fetched, or each call would fetch it again.
        tokens.keep(template, minted, basis)
        return minted.token
      }
      await settleContradiction(call, undefined)
    } catch (error) {
      if (!isStill()) return undefined
      if (!saysSignedOut(error)) throw isRefusal(error) ? backoff.failed(mintKey(template), named(error)) : error
      await settleContradiction(call, error)
    }
    return undefined
  }

  /** The first time, fetches the session. If it still contradicts the token, backs off. */
  const settleContradiction = async (call: Call, cause: unknown): Promise<void> => {
    const error = new SessionError('context-mismatch', 'The server mints for another context than the session', {
      cause,
    })
    if (call.contradicted !== undefined) {
      contradict()
      throw backoff.failed(mintKey(call.template), error)
    }
    call.contradicted = error
    await fetchSession(doubt)
  }

  const mintFor = async (call: Call): Promise<string> => {
    while (!call.signal.aborted) {
      const token = await step(call)
      if (token !== undefined) return token
    }
    throw call.signal.reason
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
    const token = isAtHand ? cached(template, nowMs) : undefined
    if (token !== undefined) return token
    const longestMs = timeoutMs * patience
    const deadlineMs = clock.monotonic() + longestMs
    return withDeadline(clock, longestMs, signal, (left) =>
      mintFor({ template, forceRefresh, signal: left, deadlineMs, contradicted: undefined }),
    )
  }
}

const named = (error: SessionError): SessionError =>
  error.status === 404 ? new SessionError('template-not-found', error.message, { ...error, cause: error }) : error
