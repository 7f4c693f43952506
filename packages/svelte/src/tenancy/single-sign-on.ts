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
 * ```svelte
 * <script lang="ts">
 * import { useDomains } from '@wachter/svelte/tenancy'
 *
 * const domains = useDomains()
 * const step = $derived(domains.step)
 * </script>
 *
 * {#if step.kind === 'manage'}
 *   {#each step.domains ?? [] as { id, fqdn } (id)}<p>{fqdn}</p>{/each}
 * {/if}
 * ```
 */
export const useDomains = /* @__PURE__ */ hookOf(createDomains)

/** The identity providers of the active organization, and the functions to manage them. */
export type UseEnterpriseConnections = UseFlow<EnterpriseConnectionsFlow>

/**
 * Lists, tests and changes the identity providers of the active organization, and their SCIM tokens.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useEnterpriseConnections } from '@wachter/svelte/tenancy'
 *
 * const enterpriseConnections = useEnterpriseConnections()
 * const step = $derived(enterpriseConnections.step)
 * </script>
 *
 * {#if step.kind === 'manage'}
 *   {#each step.connections ?? [] as { id, protocol } (id)}<p>{protocol}</p>{/each}
 * {/if}
 * ```
 */
export const useEnterpriseConnections = /* @__PURE__ */ hookOf(createEnterpriseConnections)
