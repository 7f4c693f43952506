import type { FlowError } from '@wachter/core/flows'
import { type Ref, shallowRef, type WatchSource, watch } from 'vue'

/** The error of whichever flow of a step came to nothing last; undefined once another action begins. */
export function useLatestError(
  busy: WatchSource<boolean>,
  errors: readonly WatchSource<FlowError | undefined>[],
): Readonly<Ref<FlowError | undefined>> {
  const latest = shallowRef<FlowError>()
  const note = (error: FlowError | undefined) => {
    latest.value = error
  }
  watch(busy, (isBusy) => isBusy && note(undefined))
  for (const error of errors) watch(error, (now) => now && note(now))
  return latest
}
