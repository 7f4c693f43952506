import type { ReadableAtom } from 'nanostores'
import type { FlowError } from '../../flows/engine/flow-error.js'
import type { SessionState } from '../../model/session-state.js'
import { type ActivePlace, placeListStep } from '../active-place.js'

interface Shown<View> {
  readonly $state: ReadableAtom<unknown>
  readonly view: () => View
  readonly refusal: () => FlowError | undefined
}

/**
 * What the flows of a list of the active organization or workspace declare alike. `show` gives the place and the rows of the
 * step `manage`.
 */
export const placeList = <
  N extends 'organization' | 'workspace',
  M,
  P extends { readonly id: string },
  View extends object,
  Rows extends object,
>(
  place: ActivePlace<N, M, P>,
  list: Shown<View>,
  name: string,
  show: (place: P) => Rows,
) => ({
  always: {},
  idle: ['loading', 'signed-out', `no-${place.name}` as `no-${N}`, 'refused', 'manage'] as const,
  follows: [list.$state],
  stepOf: (session: SessionState) =>
    placeListStep(place, session, list.refusal(), (active, of) => ({
      kind: 'manage' as const,
      key: `${name} ${of}`,
      ...show(active),
      ...list.view(),
    })),
})
