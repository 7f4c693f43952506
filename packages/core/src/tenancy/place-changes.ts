import type { Client } from '../client.js'
import { isRefusal, isSessionError, SessionError } from '../errors.js'
import type { Binding } from '../flows/engine/accounts.js'
import { opaque } from '../wire/primitives.js'
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
    throw outcome === false ? error : unconfirmed({ cause: error })
  }
}

const isUnconfirmed = (error: unknown) => isSessionError(error) && error.code === 'unconfirmed'

export const unconfirmed = (options?: ErrorOptions) =>
  new SessionError('unconfirmed', 'The server did not answer: it is not known whether this was changed', options)
