import type { Clock } from '../../clock'
import type { Lifetimes } from '../deployment/lifetimes'
import type { ProviderPerson } from '../identity/provider-people'

/** What an authorization code stands for. */
interface ProviderGrant {
  /** The social provider, or the id of an enterprise connection. */
  provider: string
  person: ProviderPerson
  expiresAtMs: number
}

/** How the next visit to a provider goes wrong: the visitor says no, or the provider itself fails. */
export type ProviderFailure = 'deny' | 'error'

/** What the codes of providers need of the world. */
export interface ProviderGrantData {
  readonly clock: Clock
  readonly lifetimes: Lifetimes
  /** Keyed by authorization code. */
  providerGrants: Map<string, ProviderGrant>
  /** Keyed by provider, or by id of an enterprise connection. */
  providerFailures: Map<string, ProviderFailure>
}

/** Makes a code stand for a person, until it is redeemed or too old. */
export function addProviderGrant(
  data: ProviderGrantData,
  code: string,
  { provider, person }: Pick<ProviderGrant, 'provider' | 'person'>,
): void {
  data.providerGrants.set(code, { provider, person, expiresAtMs: data.clock.now() + data.lifetimes.oauthStateMs })
}

/** Exchanges a code for the person, once. Undefined when this provider has not issued it, or too long ago. */
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

/** Takes the failure that is planned for a provider, if any. */
export function takeProviderFailure(data: ProviderGrantData, provider: string): ProviderFailure | undefined {
  const failure = data.providerFailures.get(provider)
  data.providerFailures.delete(provider)
  return failure
}
