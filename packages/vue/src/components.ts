import type { Session, SessionError } from '@wachter/core'
import { defineComponent, type SlotsType, type VNode } from 'vue'
import { useClient } from './plugin.js'
import { useAtom } from './use-atom.js'

/**
 * Shows its slot while an account is signed in, with the `session` as slot prop. The content stays mounted during a switch.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { SignedIn } from '@wachter/vue'
 * </script>
 *
 * <template><SignedIn v-slot="{ session }">Hello, {{ session.activeSignIn.user?.firstName }}</SignedIn></template>
 * ```
 */
export const SignedIn = defineComponent({
  name: 'SignedIn',
  slots: Object as SlotsType<{ default?: (given: { session: Session }) => VNode[] }>,
  setup(_props, { slots }) {
    const session = useAtom(useClient().$session)
    return () => session.value && slots.default?.({ session: session.value })
  },
})

/**
 * Shows its slot while it is known that no account is signed in; not while the server cannot be reached.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { SignedOut } from '@wachter/vue'
 * </script>
 *
 * <template><SignedOut><a href="/sign-in">Sign in</a></SignedOut></template>
 * ```
 */
export const SignedOut = defineComponent({
  name: 'SignedOut',
  slots: Object as SlotsType<{ default?: () => VNode[] }>,
  setup(_props, { slots }) {
    const state = useAtom(useClient().$state)
    return () => (state.value.status === 'signed-out' ? slots.default?.() : null)
  },
})

/**
 * Shows its slot until it is known whether an account is signed in.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { SessionLoading } from '@wachter/vue'
 * </script>
 *
 * <template><SessionLoading>One moment …</SessionLoading></template>
 * ```
 */
export const SessionLoading = defineComponent({
  name: 'SessionLoading',
  slots: Object as SlotsType<{ default?: () => VNode[] }>,
  setup(_props, { slots }) {
    const state = useAtom(useClient().$state)
    return () => (state.value.status === 'loading' ? slots.default?.() : null)
  },
})

/**
 * Shows its slot until the server has answered for the first time, after a request failed, with the last `error` as slot prop.
 * The client goes on trying.
 *
 * @example
 * ```vue
 * <script setup lang="ts">
 * import { SessionUnavailable } from '@wachter/vue'
 * </script>
 *
 * <template><SessionUnavailable v-slot="{ error }">{{ error?.message }}</SessionUnavailable></template>
 * ```
 */
export const SessionUnavailable = defineComponent({
  name: 'SessionUnavailable',
  slots: Object as SlotsType<{ default?: (given: { error: SessionError | undefined }) => VNode[] }>,
  setup(_props, { slots }) {
    const state = useAtom(useClient().$state)
    return () => (state.value.status === 'unavailable' ? slots.default?.({ error: state.value.error }) : null)
  },
})
