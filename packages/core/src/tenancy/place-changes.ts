import type { Client } from '../client.js'
import { isRefusal } from '../errors.js'
import type { Binding } from '../flows/engine/accounts.js'
import { inTurn } from '../flows/engine/in-turn.js'
import { isUnconfirmed, outcomeUnknown } from '../flows/engine/refusals.js'
import { requireText } from '../flows/inputs/require-text.js'
import type { SignIn } from '../model/session.js'
import { opaque } from '../wire/primitives.js'
import type { NamedPlace } from './active-place.js'
import type { LiveList } from './lists/live-list.js'
import { recheckMembership } from './lists/recheck-membership.js'
import { explained, type RefusalRules } from './refusals.js'

type Request = Parameters<Client['request']>[0]

export interface PlaceChange extends RefusalRules, Pick<Request, 'path'> {
  /** Shown by the client as `pending`. */
  readonly kind: string
  readonly form?: NonNullable<Request['form']>
  /** The list that shows the change; without it, the session does. */
  readonly list?: Pick<LiveList<unknown>, 'change' | 'view' | 'refusal'>
  /** Whether the list or the session shows the change, for when its answer was lost; undefined if that is not certain. */
  readonly isApplied?: () => boolean | undefined | Promise<boolean | undefined>
  /** The same, for a change that may leave the organization or workspace. */
  readonly applied?: NonNullable<Parameters<Client['mutate']>[1]>['applied']
}

/**
 * Sends a change of the active organization or workspace. The list shows the outcome when it resolves: with whether the
 * server's answer or the list says it, and not only the session.
 */
export async function changePlace(client: Client, context: Binding, change: PlaceChange): Promise<boolean> {
  const { kind, path, form, list, isApplied, applied } = change
  const request: Request = { method: 'post', path, schema: opaque, ...(form && { form }) }
  try {
    const send = () => client.mutate(request, { kind, ...(applied && { applied }) })
    return (await (list ? list.change(send) : send())) !== undefined
  } catch (error) {
    await recheckMembership(client, error)
    context.checkContext()
    if (isRefusal(error)) throw explained(client, change, error)
    const isSeen = list ? !list.view().loadError && !list.refusal() : !isUnconfirmed(error)
    const outcome = isSeen ? await isApplied?.() : undefined
    context.checkContext()
    if (outcome) return true
    throw outcome === false ? error : outcomeUnknown(error)
  }
}

interface PlaceCreation extends Pick<PlaceChange, 'rules'> {
  readonly form: NonNullable<Request['form']> & { readonly name: string }
}

/** Creates an organization or workspace. The server enters it (PROTOCOL.md §6.6). */
export async function createPlace<Membership>(
  { name, membershipOf, placeOf }: NamedPlace<Membership>,
  client: Client,
  context: Binding,
  change: PlaceCreation,
) {
  requireText('name', change.form.name)
  const activeIn = (signIn: SignIn | null | undefined) => {
    const membership = membershipOf(signIn)
    return membership && placeOf(membership)
  }
  const signIn = client.$activeSignIn.get()
  const before = activeIn(signIn)?.id
  await changePlace(client, context, {
    ...change,
    kind: `create-${name}`,
    path: `${name}s`,
    applied: ({ activeSignIn }) => {
      const now = activeIn(activeSignIn)
      return activeSignIn?.id === signIn?.id && now?.name === change.form.name && now.id !== before
    },
    isApplied: () => false,
  })
}

interface MembershipEnd extends RefusalRules {
  readonly ending: 'delete' | 'leave'
  /** Default: the active one. */
  readonly placeId?: string
}

/** Deletes or leaves an organization or workspace: the account is in it no more. */
export async function endMembership<Membership extends { readonly id: string }>(
  { name, membershipOf, placeOf, load }: NamedPlace<Membership>,
  client: Client,
  context: Binding,
  { ending, placeId: given, ...rules }: MembershipEnd,
): Promise<void> {
  const before = client.$activeSignIn.get()
  const active = membershipOf(before)
  const activeId = active && placeOf(active).id
  const placeId = given ?? activeId
  requireText(`${name}Id`, placeId)
  const isEnded = () =>
    load(inTurn(client, context.check))
      .then((memberships) => memberships.every((one) => placeOf(one).id !== placeId))
      .catch(() => undefined)
  const isTold = await changePlace(client, context, {
    ...rules,
    kind: `${ending}-${name}`,
    path: `${name}s/${encodeURIComponent(placeId)}/${ending}`,
    ...(placeId === activeId && {
      applied: ({ activeSignIn }) => activeSignIn?.id === before?.id && membershipOf(activeSignIn)?.id !== active?.id,
    }),
    isApplied: isEnded,
  })
  // The session shows only that another place is active, maybe because another page entered it.
  if (!isTold && !(await isEnded())) throw outcomeUnknown()
}
