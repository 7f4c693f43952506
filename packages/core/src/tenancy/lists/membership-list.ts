import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import type { SessionError } from '../../errors.js'
import {
  forContext,
  type Read,
  type SpecialWork,
  type UnqueuedAction,
  unqueued,
} from '../../flows/engine/declaration.js'
import { flowError } from '../../flows/engine/flow-error.js'
import type { SignIn } from '../../model/session.js'
import type { NamedPlace } from '../active-place.js'
import { endMembership } from '../place-changes.js'
import type { RefusalRule } from '../refusals.js'
import type { ListView } from './live-list.js'
import { createNameSearch, onceFor } from './name-search.js'

interface MembershipListNeeds<M> {
  readonly client: Client
  readonly place: NamedPlace<M>
  readonly $memberships: ReadableAtom<{
    readonly loading: boolean
    readonly data: readonly M[] | undefined
    readonly error: SessionError | undefined
  }>
  /** What a refusal to leave means. */
  readonly leaving: readonly RefusalRule[]
}

interface MembershipView<M> extends ListView {
  readonly active: M | undefined
  readonly memberships: readonly M[] | undefined
  readonly searchText: string
}

interface MembershipList<M> {
  /** What a step shows. `listed` are the memberships to search; default: all. */
  readonly view: (read: Read, signIn: SignIn | undefined, listed?: readonly M[]) => MembershipView<M>
  readonly leave: SpecialWork<[placeId: string]>
  /** Searches what is loaded. `refresh` updates the state. */
  readonly searching: <State>(
    refresh: () => void,
    state: () => State,
  ) => UnqueuedAction<(text: string) => Promise<State>>
  /** Drops the search, and what is known of another account. */
  readonly drop: () => void
}

/** The memberships of the active account. They are read from the client, and searched here. */
export function createMembershipList<M extends { readonly id: string }>({
  client,
  place,
  $memberships,
  leaving,
}: MembershipListNeeds<M>): MembershipList<M> {
  const { membershipOf, placeOf } = place
  const search = createNameSearch<M>((membership) => placeOf(membership).name)
  /** Ids of memberships that ended here; the server's list may be older (PROTOCOL.md §10.15). */
  let left: readonly string[] = []

  /** The list may lack a membership that has just begun, and still have one that has just ended. */
  const current = onceFor(
    (listed: readonly M[] | undefined, active: M | undefined, ended: readonly string[]): readonly M[] | undefined => {
      const rows = listed?.filter(({ id }) => !ended.includes(id))
      return active && rows?.every(({ id }) => id !== active.id) ? [active, ...rows] : rows
    },
  )

  return {
    view(read, signIn, listed = read($memberships).data) {
      const { loading, error } = read($memberships)
      const active = membershipOf(signIn)
      return {
        active,
        memberships: search.found(current(listed, active, left)),
        searchText: search.text(),
        loading,
        loadError: error && flowError(error),
      }
    },
    leave: forContext(async (context, placeId) => {
      const membership = $memberships.get().data?.find((one) => placeOf(one).id === placeId)
      await endMembership(place, client, context, { ending: 'leave', placeId, rules: leaving })
      if (membership) left = [...left, membership.id]
    }),
    searching: (refresh, state) =>
      unqueued(async (text: string) => {
        search.search(text)
        refresh()
        return state()
      }),
    drop() {
      search.search('')
      left = []
    },
  }
}
