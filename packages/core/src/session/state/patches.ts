import type { SessionError } from '../../errors.js'
import type { SessionContainer } from '../../model/session.js'
import { type SessionState, statusOf } from '../../model/session-state.js'

/** The parts of a state that show a container. */
export const shown = (container: SessionContainer) => ({ container, status: statusOf(container) })

export const isListedIn =
  ({ signIns }: SessionContainer) =>
  (signInId: string): boolean =>
    signIns.some(({ id }) => id === signInId)

/** Returns the container without these sign-ins, or the same one if it has none of them. */
export function without(container: SessionContainer, signInIds: readonly string[]): SessionContainer {
  const active = container.activeSignIn
  const isActiveGone = active !== undefined && signInIds.includes(active.id)
  if (!isActiveGone && !container.signIns.some(({ id }) => signInIds.includes(id))) return container
  return {
    ...container,
    signIns: container.signIns.filter(({ id }) => !signInIds.includes(id)),
    activeSignIn: isActiveGone ? undefined : active,
  }
}

/** The state after a failed request: what was shown stays. */
export const failed = (state: SessionState, error: SessionError): SessionState => {
  const { container, status } = state
  return change(state, { status: container ? status : 'unavailable', stale: container !== undefined, error })
}

/** An unchanged state keeps its reference, so that no listener is called. */
export function change(state: SessionState, patch: Partial<SessionState>): SessionState {
  const keys = Object.keys(patch) as (keyof SessionState)[]
  return keys.every((key) => state[key] === patch[key]) ? state : { ...state, ...patch }
}
