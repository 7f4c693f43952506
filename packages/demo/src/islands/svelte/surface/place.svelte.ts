import { useSession } from '@wachter/svelte'
import { beginning, createPlace, type Place } from '../../../surface/place.ts'

/** The current place of the island's surface, and a function to change it. */
interface UsePlace {
  readonly current: Place
  readonly go: (to: Partial<Place>) => void
  /** Whether the surface adds a further account. */
  readonly isAdding: boolean
}

export function usePlace(arrived: Partial<Place>): UsePlace {
  const session = useSession()
  const activeId = $derived(session.session?.activeSignIn.id)
  const keeper = createPlace('svelte', arrived)
  let current = $state.raw(keeper.get())
  const isAdding = $derived(activeId !== undefined && activeId === current.addingBeside)
  const go = (to: Partial<Place>) => {
    current = keeper.go(to)
  }
  // Once another account becomes active, here or elsewhere, reset the surface.
  $effect(() => {
    if (activeId && !isAdding) go(beginning)
  })
  return {
    get current() {
      return current
    },
    go,
    get isAdding() {
      return isAdding
    },
  }
}
