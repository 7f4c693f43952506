/** The screens of a surface. */
export type Screen = 'sign-in' | 'sign-up' | 'reset-password' | 'waitlist'

/** The current place on an island's surface. */
export interface Place {
  readonly screen: Screen
  /** The active sign-in while a further account is added. If another one becomes active, adding ends. */
  readonly addingBeside: string | undefined
  /** The masked address a code or link was sent to, because the server does not always return it. */
  readonly sentTo: string
}

/** The place of an island's surface, stored for this tab, so that a reload shows the same. */
export interface PlaceKeeper {
  readonly get: () => Place
  readonly go: (to: Partial<Place>) => Place
}

/** The initial place. */
export const beginning: Place = { screen: 'sign-in', addingBeside: undefined, sentTo: '' }

/**
 * @param island each has its own place
 * @param arrived the place from the page's URL, which overrides the stored one
 */
export function createPlace(island: string, arrived: Partial<Place> = {}): PlaceKeeper {
  const name = `place-${island}`
  const kept: Partial<Place> = JSON.parse(sessionStorage.getItem(name) ?? '{}')
  let place: Place = { ...beginning, ...kept }
  const go = (to: Partial<Place>) => {
    place = { ...place, ...to }
    sessionStorage.setItem(name, JSON.stringify(place))
    return place
  }
  go(arrived)
  return { get: () => place, go }
}
