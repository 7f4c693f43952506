import type { ActiveTenancyReadyStep, ActiveTenancyStep } from '@wachter/core/tenancy'
import type { Component, Snippet } from 'svelte'
import RequireActiveTenancyComponent from './RequireActiveTenancy.svelte'

// The type is written here because not every module resolution finds the types of a `.svelte` file.

/**
 * Shows its children while an organization is active, and a workspace where the deployment has workspaces, with the step as
 * argument. They stay mounted during a switch. Otherwise it shows `fallback`, with the step, which says what must be chosen and
 * why.
 *
 * @example
 * ```svelte
 * <script>
 * import { RequireActiveTenancy } from '@wachter/svelte/tenancy'
 * </script>
 *
 * <RequireActiveTenancy>
 *   {#snippet children({ organization })}<h1>{organization.name}</h1>{/snippet}
 *   {#snippet fallback(step)}{#if step.kind !== 'loading'}<a href="/choose">Choose where to work</a>{/if}{/snippet}
 * </RequireActiveTenancy>
 * ```
 */
export const RequireActiveTenancy: Component<{
  children?: Snippet<[ActiveTenancyReadyStep]>
  fallback?: Snippet<[Exclude<ActiveTenancyStep, ActiveTenancyReadyStep>]>
}> = RequireActiveTenancyComponent
