import { useSession } from '@wachter/svelte'
import { createContext } from 'svelte'
import type { Demo } from '../../../demo.ts'
import type { Problem } from '../../../problem.ts'
import { createPlace, type Place, type Screen } from '../../../surface/place.ts'

/** What the parts of a surface share. */
interface Surface {
  readonly demo: Demo
  readonly screen: Screen
  readonly toScreen: (screen: Screen) => void
  /** Whether it is for an account beside those signed in. */
  readonly isFurther: boolean
  readonly addBeside: (signInId: string) => void
  readonly close: () => void
  /** What the page was opened with and could not deal with, until something is done about it. */
  arrivalProblem: Problem | undefined
}

const [useSurface, setSurface] = createContext<Surface>()

export { useSurface }

/** Makes what the parts of a surface below a component share. */
export function provideSurface(demo: Demo): Surface {
  const session = useSession()
  const activeId = $derived(session.session?.activeSignIn.id)
  const keeper = createPlace('svelte', demo.arrival.place)
  let place = $state.raw(keeper.get())
  const isFurther = $derived(activeId !== undefined && activeId === place.addingBeside)
  let arrivalProblem = $state.raw(demo.arrival.problem)
  const go = (to: Partial<Place>) => {
    place = keeper.go(to)
  }
  const close = () => {
    go({ screen: 'sign-in', addingBeside: undefined })
    arrivalProblem = undefined
  }
  // Whoever becomes active next, here or elsewhere, the surface is done with.
  $effect(() => {
    if (activeId && !isFurther) close()
  })

  return setSurface({
    demo,
    get screen() {
      return place.screen
    },
    toScreen: (screen) => go({ screen }),
    get isFurther() {
      return isFurther
    },
    addBeside: (addingBeside) => go({ screen: 'sign-in', addingBeside }),
    close,
    get arrivalProblem() {
      return arrivalProblem
    },
    set arrivalProblem(problem) {
      arrivalProblem = problem
    },
  })
}
