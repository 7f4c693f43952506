import { type Has, hasOf } from '@wachter/core'
import { useClient } from './context.js'
import { type Reading, steadyReadingOf } from './reading.svelte.js'

/**
 * What the active account may do, by its roles in the active organization and workspace: `client.has`, in runes and as a store.
 * It has another function when the answers may have changed, and only then.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { useHas } from '@wachter/svelte'
 *
 * const has = useHas()
 * </script>
 *
 * <button disabled={!has.current({ permission: 'invoices:write' })}>New invoice</button>
 * ```
 * @example As a store
 * ```svelte
 * <script lang="ts">
 * import { useHas } from '@wachter/svelte'
 *
 * const has = useHas()
 * </script>
 *
 * {#if $has({ role: 'Admin' })}Settings{/if}
 * ```
 */
export function useHas(): Reading<Has> {
  return steadyReadingOf(hasOf(useClient()))
}
