import type { Client } from '../client.js'
import { accountStep } from '../flows/engine/account-step.js'
import type { FlowError } from '../flows/engine/flow-error.js'
import { requireText } from '../flows/inputs/require-text.js'
import type { SignIn } from '../model/session.js'
import type { SessionState } from '../model/session-state.js'

type Name = 'organization' | 'workspace'
type Identified = { readonly id: string }

/** The active organization, or the active workspace: what differs between them. */
export interface ActivePlace<N extends Name, Membership, Place extends Identified> {
  readonly name: N
  readonly membershipOf: (signIn: SignIn | null | undefined) => Membership | undefined
  readonly placeOf: (membership: Membership) => Place
  /** All memberships of the account, with a request of the client. */
  readonly load: (request: Client['request']) => Promise<readonly Membership[]>
}

/** The same, for what is done alike with both. */
export type NamedPlace<Membership> = ActivePlace<Name, Membership, Identified & { readonly name: string }>

/** The step of a flow about the active place. `of` tells it from the same step of another context. */
export const placeStep = <N extends Name, M, P extends Identified, Step>(
  { name, membershipOf, placeOf }: ActivePlace<N, M, P>,
  session: SessionState,
  tell: (membership: M, of: string) => Step,
) =>
  accountStep(session, (signIn) => {
    const membership = membershipOf(signIn)
    if (!membership) return { kind: `no-${name}` } as { readonly kind: `no-${N}` }
    return tell(membership, `of ${placeOf(membership).id} for ${signIn.id}`)
  })

/** The step of a flow about a list of the active place, which the server may refuse. */
export const placeListStep = <N extends Name, M, P extends Identified, Step>(
  place: ActivePlace<N, M, P>,
  session: SessionState,
  refusal: FlowError | undefined,
  tell: (place: P, of: string) => Step,
) =>
  placeStep(place, session, (membership, of) => {
    const active = place.placeOf(membership)
    if (!refusal) return tell(active, of)
    const refused = { kind: 'refused' as const, key: `refused ${of}`, [place.name]: active, reason: refusal }
    return refused as typeof refused & { readonly [K in N]: P }
  })

const idOf = <M>({ membershipOf, placeOf }: ActivePlace<Name, M, Identified>, client: Client): string | undefined => {
  const membership = membershipOf(client.$activeSignIn.get())
  return membership && placeOf(membership).id
}

/** A path below the active place. Its parts are encoded. */
export function placePath<M>(
  place: ActivePlace<Name, M, Identified>,
  client: Client,
  ...parts: readonly string[]
): string {
  const id = idOf(place, client)
  requireText(place.name, id)
  return [`${place.name}s`, id, ...parts].map(encodeURIComponent).join('/')
}

/** The path of a list of the active place; undefined without one. */
export const placeListPath = <M>(
  place: ActivePlace<Name, M, Identified>,
  client: Client,
  list: string,
): string | undefined => idOf(place, client) && placePath(place, client, list)
