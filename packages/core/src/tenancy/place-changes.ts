import type { Client } from '../client.js'
import { isRefusal } from '../errors.js'
import type { Binding } from '../flows/engine/accounts.js'
import { isUnconfirmed, outcomeUnknown } from '../flows/engine/refusals.js'
import { requireText } from '../flows/inputs/require-text.js'
import type { SignIn } from '../model/session.js'
import { opaque } from '../wire/primitives.js'
import { type NamedPlace, placePath } from './active-place.js'
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
  const before = activeIn(client.$activeSignIn.get())?.id
  await changePlace(client, context, {
    ...change,
    kind: `create-${name}`,
    path: `${name}s`,
    applied: ({ activeSignIn }) => {
      const now = activeIn(activeSignIn)
      return now !== undefined && now.id !== before && now.name === change.form.name
    },
    isApplied: () => false,
  })
}

/** Deletes or leaves the active organization or workspace: the account is in it no more. */
export function endMembership<Membership extends { readonly id: string }>(
  place: NamedPlace<Membership>,
  client: Client,
  context: Binding,
  ending: 'delete' | 'leave',
  rules: RefusalRules,
) {
  const before = client.$activeSignIn.get()
  const membershipId = place.membershipOf(before)?.id
  return changePlace(client, context, {
    ...rules,
    kind: `${ending}-${place.name}`,
    path: placePath(place, client, ending),
    applied: ({ activeSignIn }) =>
      activeSignIn?.id === before?.id && place.membershipOf(activeSignIn)?.id !== membershipId,
    isApplied: () => false,
  })
}
