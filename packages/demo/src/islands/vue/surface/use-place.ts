import { useSession } from '@wachter/vue'
import { computed, type Ref, shallowRef, watchEffect } from 'vue'
import { beginning, createPlace, type Place } from '../../../surface/place.ts'

/** Where the island's surface stands, and the way elsewhere. */
interface UsePlace {
  readonly place: Readonly<Ref<Place>>
  readonly go: (to: Partial<Place>) => void
  /** Whether the surface is for an account beside those signed in. */
  readonly isAdding: Readonly<Ref<boolean>>
}

export function usePlace(arrived: Partial<Place>): UsePlace {
  const { session } = useSession()
  const activeId = computed(() => session.value?.activeSignIn.id)
  const keeper = createPlace('vue', arrived)
  const place = shallowRef(keeper.get())
  const isAdding = computed(() => activeId.value !== undefined && activeId.value === place.value.addingBeside)
  const go = (to: Partial<Place>) => {
    place.value = keeper.go(to)
  }
  // Whoever becomes active next, here or elsewhere, the surface is done with.
  watchEffect(() => {
    if (activeId.value && !isAdding.value) go(beginning)
  })
  return { place, go, isAdding }
}
