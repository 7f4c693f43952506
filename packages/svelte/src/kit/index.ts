import { type ClientOptions, createClient, type InitialState, keepServerCurrent } from '@wachter/core'
import { onMount } from 'svelte'
import { setWachterContext } from '../context.js'

/** What `provideWachter` takes. */
export interface ProvideOptions {
  readonly publishableKey: string
  /** Gives what the `load` of the root layout returned: `locals.initialState` of the server's handle. Called once. */
  readonly initialState: () => InitialState
  /** `invalidateAll` of `$app/navigation`: what the server rendered follows a switch or a sign-out. */
  readonly invalidateAll: () => Promise<void>
  /** The `tokenPath` of the handle, for a deployment whose session does not reach the server. */
  readonly tokenPath?: string
  /** Other options of the client. */
  readonly options?: Partial<Omit<ClientOptions, 'publishableKey' | 'baseUrl' | 'mode' | 'initialState'>>
}

/**
 * Creates the client and provides it to the root layout and all below. Call it while the layout is set up.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 * import { provideWachter } from '@wachter/svelte/kit'
 *
 * let { data, children } = $props()
 * // from `$app/navigation`
 * const invalidateAll = async () => {}
 * provideWachter({ publishableKey: 'pk_test_…', initialState: () => data.initialState, invalidateAll })
 * </script>
 *
 * {@render children()}
 * ```
 *
 * @throws {@link SessionError} `invalid-configuration` when the key is malformed
 */
export function provideWachter({
  publishableKey,
  initialState,
  invalidateAll,
  tokenPath,
  options,
}: ProvideOptions): void {
  const client = createClient({ ...options, publishableKey, initialState: initialState() })
  setWachterContext(client)
  onMount(() => keepServerCurrent(client, { refresh: () => void invalidateAll(), tokenPath }))
}
