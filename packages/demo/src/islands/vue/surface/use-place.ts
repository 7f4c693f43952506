import { useSession } from '@wachter/vue'
import { computed, type Ref, shallowRef, watchEffect } from 'vue'
import { beginning, createPlace, type Place } from '../../../surface/place.ts'

/** The current place of the island's surface, and a function to change it. */
interface UsePlace {
  readonly place: Readonly<Ref<Place>>
  readonly go: (to: Partial<Place>) => void
  /** Whether the surface adds a further account. */
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
  // Once another account becomes active, here or elsewhere, reset the surface.
  watchEffect(() => {
    if (activeId.value && !isAdding.value) go(beginning)
  })
  return { place, go, isAdding }
}
