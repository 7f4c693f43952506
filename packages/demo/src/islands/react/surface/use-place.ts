import { useState } from 'react'
import { createPlace, type Place } from '../../../surface/place.ts'

/** The current place of the island's surface, and a function to change it. */
export function usePlace(arrived: Partial<Place>): readonly [Place, (to: Partial<Place>) => void] {
  const [keeper] = useState(() => createPlace('react', arrived))
  const [place, setPlace] = useState(keeper.get)
  return [place, (to) => setPlace(keeper.go(to))]
}
