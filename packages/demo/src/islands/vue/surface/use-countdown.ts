import { type Ref, ref, watchEffect } from 'vue'
import { startCountdown } from '../../../surface/countdown.ts'

/** The seconds left until an instant, epoch ms. */
export function useCountdown(atMs: () => number | undefined): Readonly<Ref<number>> {
  const leftS = ref(0)
  watchEffect((onCleanup) => {
    const stop = startCountdown(atMs(), (now) => {
      leftS.value = now
    })
    onCleanup(stop)
  })
  return leftS
}
