import type { Clock } from '../../clock'
import type { Lifetimes } from '../deployment/lifetimes'
import type { ProviderPerson } from '../identity/provider-people'

/** The data behind an authorization code. */
interface ProviderGrant {
  /** The social provider, or the id of an enterprise connection. */
  provider: string
  person: ProviderPerson
  expiresAtMs: number
}

/** How the next visit to a provider fails: the visitor denies access, or the provider reports an error. */
export type ProviderFailure = 'deny' | 'error'

/** The parts of the world that provider codes use. */
export interface ProviderGrantData {
  readonly clock: Clock
  readonly lifetimes: Lifetimes
  /** Keyed by authorization code. */
  providerGrants: Map<string, ProviderGrant>
  /** Keyed by provider, or by id of an enterprise connection. */
  providerFailures: Map<string, ProviderFailure>
}

/** Adds an authorization code for a person; it is valid until it is redeemed or expires. */
export function addProviderGrant(
  data: ProviderGrantData,
  code: string,
  { provider, person }: Pick<ProviderGrant, 'provider' | 'person'>,
): void {
  data.providerGrants.set(code, { provider, person, expiresAtMs: data.clock.now() + data.lifetimes.oauthStateMs })
}

/** Exchanges a code for the person, once. Undefined when this provider did not issue it, or it has expired. */
export function redeemProviderCode(
  data: ProviderGrantData,
  provider: string,
  code: string,
): ProviderPerson | undefined {
  const grant = data.providerGrants.get(code)
  if (grant?.provider !== provider) return undefined
  data.providerGrants.delete(code)
  return grant.expiresAtMs > data.clock.now() ? grant.person : undefined
}

/** Returns and removes the planned failure of a provider, if any. */
export function takeProviderFailure(data: ProviderGrantData, provider: string): ProviderFailure | undefined {
  const failure = data.providerFailures.get(provider)
  data.providerFailures.delete(provider)
  return failure
}
