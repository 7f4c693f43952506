import type { Session, SessionError } from '@wachter/core'
import { defineComponent, type SlotsType, type VNode } from 'vue'
import { useClient } from './plugin.js'
import { useAtom } from './use-atom.js'

/** Shows its slot while somebody is signed in, and gives it the `session`. What it shows stays through a switch. */
export const SignedIn = defineComponent({
  name: 'SignedIn',
  slots: Object as SlotsType<{ default?: (given: { session: Session }) => VNode[] }>,
  setup(_props, { slots }) {
    const session = useAtom(useClient().$session)
    return () => session.value && slots.default?.({ session: session.value })
  },
})

/** Shows its slot while it is known that nobody is signed in; not while the server cannot be reached. */
export const SignedOut = defineComponent({
  name: 'SignedOut',
  slots: Object as SlotsType<{ default?: () => VNode[] }>,
  setup(_props, { slots }) {
    const state = useAtom(useClient().$state)
    return () => (state.value.status === 'signed-out' ? slots.default?.() : null)
  },
})

/** Shows its slot until it is known whether somebody is signed in. */
export const SessionLoading = defineComponent({
  name: 'SessionLoading',
  slots: Object as SlotsType<{ default?: () => VNode[] }>,
  setup(_props, { slots }) {
    const state = useAtom(useClient().$state)
    return () => (state.value.status === 'loading' ? slots.default?.() : null)
  },
})

/**
 * Shows its slot while the server could not be reached even once, and gives it the `error` of the last attempt. The client
 * goes on trying.
 */
export const SessionUnavailable = defineComponent({
  name: 'SessionUnavailable',
  slots: Object as SlotsType<{ default?: (given: { error: SessionError | undefined }) => VNode[] }>,
  setup(_props, { slots }) {
    const state = useAtom(useClient().$state)
    return () => (state.value.status === 'unavailable' ? slots.default?.({ error: state.value.error }) : null)
  },
})
