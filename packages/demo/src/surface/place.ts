/** What a surface is for. */
export type Screen = 'sign-in' | 'sign-up' | 'reset-password' | 'waitlist'

/** Where somebody is on an island's surface. */
export interface Place {
  readonly screen: Screen
  /** The sign-in beside which a further account is being added: somebody else's turn is no time for it. */
  readonly addingBeside: string | undefined
  /** Masked: the address a code or link was asked for at, since the server does not always say. */
  readonly sentTo: string
}

/** Where an island's surface stands, kept for this tab: a reload shows the same. */
export interface PlaceKeeper {
  readonly get: () => Place
  readonly go: (to: Partial<Place>) => Place
}

/** Where everybody begins. */
export const beginning: Place = { screen: 'sign-in', addingBeside: undefined, sentTo: '' }

/**
 * @param island each has a place of its own
 * @param arrived where the page was sent to, which outweighs where it was
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
