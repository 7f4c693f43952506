import { useSession } from '@wachter/svelte'
import { beginning, createPlace, type Place } from '../../../surface/place.ts'

/** Where the island's surface stands, and the way elsewhere. */
interface UsePlace {
  readonly current: Place
  readonly go: (to: Partial<Place>) => void
  /** Whether the surface is for an account beside those signed in. */
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
  // Whoever becomes active next, here or elsewhere, the surface is done with.
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
