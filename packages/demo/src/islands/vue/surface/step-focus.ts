import { type App, type InjectionKey, inject, onMounted, watch } from 'vue'
import { type StepFocus, startStepFocus } from '../../../surface/step-focus.ts'

const focusKey: InjectionKey<StepFocus> = Symbol('step focus')

/** Lets the steps of an app that is mounted in `root` move the focus. */
export function provideStepFocus(app: App, root: HTMLElement): void {
  const focus = startStepFocus(root)
  app.provide(focusKey, focus)
  app.onUnmount(focus.stop)
}

/** Moves the focus to a step when it is shown, and to what is to blame when something went wrong. */
export function useStepFocus(step: () => string, problem: () => unknown): void {
  const focus = inject(focusKey, undefined)
  onMounted(() => focus?.toStep())
  watch(step, () => focus?.toStep(), { flush: 'post' })
  watch(problem, (now) => now && focus?.toProblem(), { flush: 'post' })
}
