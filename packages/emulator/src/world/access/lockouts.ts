import type { Clock } from '../../clock'
import type { Lifetimes } from '../deployment/lifetimes'

/** Failed password sign-ins of one identifier. */
interface Lockout {
  failures: number
  endsAtMs: number
}

const maxFailures = 10

/** The parts of the world that lockouts use. */
export interface LockoutData {
  readonly clock: Clock
  readonly lifetimes: Lifetimes
  /** Keyed by lower-cased identifier. */
  lockouts: Map<string, Lockout>
}

export function isLockedOut(data: LockoutData, identifier: string): boolean {
  return (current(data, identifier)?.failures ?? 0) >= maxFailures
}

export function recordFailure(data: LockoutData, identifier: string): void {
  const lockout = current(data, identifier) ?? { failures: 0, endsAtMs: data.clock.now() + data.lifetimes.lockoutMs }
  lockout.failures += 1
  data.lockouts.set(key(identifier), lockout)
}

export function forgetFailures(data: LockoutData, identifier: string): void {
  data.lockouts.delete(key(identifier))
}

function current(data: LockoutData, identifier: string): Lockout | undefined {
  const lockout = data.lockouts.get(key(identifier))
  return lockout && lockout.endsAtMs > data.clock.now() ? lockout : undefined
}

function key(identifier: string): string {
  return identifier.trim().toLowerCase()
}
