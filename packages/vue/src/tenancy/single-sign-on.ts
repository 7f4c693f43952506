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
 * ```vue
 * <script setup lang="ts">
 * import { useDomains } from '@wachter/vue/tenancy'
 *
 * const { step } = useDomains()
 * </script>
 *
 * <template>
 *   <ul v-if="step.kind === 'manage'"><li v-for="{ id, fqdn } in step.domains" :key="id">{{ fqdn }}</li></ul>
 * </template>
 * ```
 */
export const useDomains = /* @__PURE__ */ hookOf(createDomains)

/** The identity providers of the active organization, and the functions to manage them. */
export type UseEnterpriseConnections = UseFlow<EnterpriseConnectionsFlow>

/**
 * Lists, tests and changes the identity providers of the active organization, and their SCIM tokens.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { useEnterpriseConnections } from '@wachter/vue/tenancy'
 *
 * const { step } = useEnterpriseConnections()
 * </script>
 *
 * <template>
 *   <ul v-if="step.kind === 'manage'"><li v-for="{ id, protocol } in step.connections" :key="id">{{ protocol }}</li></ul>
 * </template>
 * ```
 */
export const useEnterpriseConnections = /* @__PURE__ */ hookOf(createEnterpriseConnections)
