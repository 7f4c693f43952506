import { contextOf } from '../model/context.js'
import { digestOf, sameClaimedContext, stateDigestOf } from '../model/context-digest.js'
import type { InitialState } from '../options.js'
import type { VerifiedToken } from '../verify/verify-token.js'
import type { Snapshot } from './server-cache.js'
import type { Identity, Visit } from './visit.js'

/** When a snapshot is read again behind the scenes, ms. */
const snapshotAgeMs = 60_000

/**
 * Who sent the request, by the first source that says so.
 *
 * @throws {@link SessionError} `signed-out` when nobody is signed in
 */
export async function identify({ sources, minted: passedOn, verify, mint }: Visit): Promise<Identity> {
  const { bearer, cached, vouched } = sources
  if (bearer !== undefined) return { verified: await verify(bearer), token: bearer }
  if (passedOn !== undefined) {
    const verified = await verify(passedOn).catch(() => undefined)
    if (verified) return { verified, token: passedOn }
  }
  if (cached !== undefined && vouched !== undefined) {
    const verified = await verify(cached).catch(() => undefined)
    if (verified && vouched.split('.')[0] === digestOf(verified)) return { verified, token: cached }
  }
  const { minted, renewed } = await mint('')
  return { verified: await verify(minted.token), token: minted.token, minted, renewed }
}

/** The state for the first frame: a snapshot of exactly this context, or nothing. */
export async function stateFor(visit: Visit, context: VerifiedToken): Promise<InitialState> {
  const { cache, baseUrl, sources, loadState, read, waitUntil } = visit
  if (!loadState) return {}
  const shown = sources.vouched?.split('.')[1]
  const usable = () => {
    const snapshot = cache.snapshot(baseUrl, context)
    // The browser shows other accounts, or has changed one: then the snapshot is old.
    return snapshot && (shown === undefined || shown === stateDigestOf(snapshot.container)) ? snapshot : undefined
  }
  const refresh = async (): Promise<Snapshot | undefined> => {
    if (sources.session === undefined || !cache.mayRead(baseUrl)) return undefined
    const snapshot = await read().catch(() => undefined)
    if (!snapshot || !sameClaimedContext(contextOf(snapshot.container), context)) return undefined
    cache.keep(baseUrl, context, snapshot)
    return snapshot
  }
  const known = usable()
  const isOld = known !== undefined && Date.now() - known.atMs > snapshotAgeMs
  if (isOld && waitUntil) waitUntil(refresh())
  const isEnough = known !== undefined && (!isOld || waitUntil !== undefined)
  const { container, atMs } = (isEnough ? known : ((await refresh()) ?? known)) ?? {}
  return container ? { container, atMs } : {}
}
