import type { WorldData } from './data'

/** Failed password sign-ins of one identifier. */
export interface Lockout {
  failures: number
  endsAtMs: number
}

const maxFailures = 10

export function isLockedOut(data: WorldData, identifier: string): boolean {
  return (current(data, identifier)?.failures ?? 0) >= maxFailures
}

export function recordFailure(data: WorldData, identifier: string): void {
  const lockout = current(data, identifier) ?? { failures: 0, endsAtMs: data.clock.now() + data.lifetimes.lockoutMs }
  lockout.failures += 1
  data.lockouts.set(key(identifier), lockout)
}

export function forgetFailures(data: WorldData, identifier: string): void {
  data.lockouts.delete(key(identifier))
}

function current(data: WorldData, identifier: string): Lockout | undefined {
  const lockout = data.lockouts.get(key(identifier))
  return lockout && lockout.endsAtMs > data.clock.now() ? lockout : undefined
}

function key(identifier: string): string {
  return identifier.trim().toLowerCase()
}
