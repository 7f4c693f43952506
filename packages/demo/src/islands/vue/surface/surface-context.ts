import { useSession } from '@wachter/vue'
import { computed, type InjectionKey, inject, provide, type Ref, shallowRef, watchEffect } from 'vue'
import type { Demo } from '../../../demo.ts'
import type { Problem } from '../../../problem.ts'
import { createPlace, type Place, type Screen } from '../../../surface/place.ts'

/** What the parts of a surface share. */
interface Surface {
  readonly demo: Demo
  readonly screen: Readonly<Ref<Screen>>
  readonly toScreen: (screen: Screen) => void
  /** Whether it is for an account beside those signed in. */
  readonly isFurther: Readonly<Ref<boolean>>
  readonly addBeside: (signInId: string) => void
  readonly close: () => void
  /** What the page was opened with and could not deal with, until something is done about it. */
  readonly arrivalProblem: Ref<Problem | undefined>
}

const surfaceKey: InjectionKey<Surface> = Symbol('surface')

/** Makes what the parts of a surface below share. */
export function provideSurface(demo: Demo): Surface {
  const { session } = useSession()
  const activeId = computed(() => session.value?.activeSignIn.id)
  const keeper = createPlace('vue', demo.arrival.place)
  const place = shallowRef(keeper.get())
  const isFurther = computed(() => activeId.value !== undefined && activeId.value === place.value.addingBeside)
  const go = (to: Partial<Place>) => {
    place.value = keeper.go(to)
  }
  const arrivalProblem = shallowRef(demo.arrival.problem)
  const close = () => {
    go({ screen: 'sign-in', addingBeside: undefined })
    arrivalProblem.value = undefined
  }
  // Whoever becomes active next, here or elsewhere, the surface is done with.
  watchEffect(() => {
    if (activeId.value && !isFurther.value) close()
  })

  const surface: Surface = {
    demo,
    screen: computed(() => place.value.screen),
    toScreen: (screen) => go({ screen }),
    isFurther,
    addBeside: (addingBeside) => go({ screen: 'sign-in', addingBeside }),
    close,
    arrivalProblem,
  }
  provide(surfaceKey, surface)
  return surface
}

export function useSurface(): Surface {
  const surface = inject(surfaceKey)
  if (!surface) throw new Error('No surface here: call provideSurface in a component around this one')
  return surface
}
