import { contextOf } from '../model/context.js'
import { sameClaimedContext, stateDigestOf } from '../model/context-digest.js'
import type { InitialState } from '../options.js'
import type { VerifiedToken } from '../verify/verify-token.js'
import type { Snapshot } from './server-cache.js'
import type { Sources } from './sources.js'
import type { Visit } from './visit.js'

/** When a snapshot is read again behind the scenes, ms. */
const snapshotAgeMs = 60_000

/**
 * The state in which nobody is signed in. Without a time, so the page asks by itself, too: a server cannot tell whether the
 * session reaches it, because a deployment may set its cookie for another host, and a dev session may be in `localStorage` only.
 */
const nobody: InitialState = {
  container: {
    id: '',
    createdAtMs: undefined,
    updatedAtMs: undefined,
    signIns: [],
    activeSignIn: undefined,
    signInAttempts: [],
    signUpAttempts: [],
  },
}

/** The state for a visitor who is not signed in; nothing where the browser says that somebody is. */
export const stateOfNobody = ({ session, vouched }: Sources): InitialState =>
  session === undefined && vouched !== undefined ? {} : nobody

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
    if (sources.session === undefined) return undefined
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
