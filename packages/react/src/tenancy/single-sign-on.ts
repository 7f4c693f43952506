import {
  createDomains,
  createEnterpriseConnections,
  type DomainsFlow,
  type EnterpriseConnectionsFlow,
} from '@wachter/core/tenancy'
import { hookOf } from '../flows/hook-of.js'
import type { UseFlow } from '../flows/use-flow.js'

/** The e-mail domains of the active organization, and the functions to manage them. */
export type UseDomains = UseFlow<DomainsFlow>

/**
 * Lists the e-mail domains of the active organization with the DNS record that proves each, adds, verifies and removes them.
 *
 * @example
 * ```tsx
 * import { useDomains } from '@wachter/react/tenancy'
 *
 * function Domains() {
 *   const { step } = useDomains()
 *   if (step.kind !== 'manage') return null
 *   return <ul>{step.domains?.map(({ id, fqdn }) => <li key={id}>{fqdn}</li>)}</ul>
 * }
 * ```
 */
export const useDomains = /* @__PURE__ */ hookOf(createDomains)

/** The identity providers of the active organization, and the functions to manage them. */
export type UseEnterpriseConnections = UseFlow<EnterpriseConnectionsFlow>

/**
 * Lists, tests and changes the identity providers of the active organization, and their SCIM tokens.
 *
 * @example
 * ```tsx
 * import { useEnterpriseConnections } from '@wachter/react/tenancy'
 *
 * function EnterpriseConnections() {
 *   const { step } = useEnterpriseConnections()
 *   if (step.kind !== 'manage') return null
 *   return <ul>{step.connections?.map(({ id, protocol }) => <li key={id}>{protocol}</li>)}</ul>
 * }
 * ```
 */
export const useEnterpriseConnections = /* @__PURE__ */ hookOf(createEnterpriseConnections)
