import type { Client } from '../../client.js'
import { isRefusal } from '../../errors.js'
import type { Binding } from '../../flows/engine/accounts.js'
import { inTurn } from '../../flows/engine/in-turn.js'
import { namedAs, outcomeUnknown } from '../../flows/engine/refusals.js'
import { maybe, object, opaque, optionalFlag, toModel } from '../../wire/primitives.js'
import { type NotificationFilters, placesOf, queryOf } from '../filters.js'
import type { Marks, Notification } from '../notification.js'
import type { AskPage } from './page.js'

/** A change of one notification: the last part of its path, and what is true afterwards. */
export interface Marking {
  readonly verb: 'read' | 'unread' | 'archive' | 'star'
  readonly mark: keyof Marks
  readonly wanted: boolean
}

interface MarkingNeeds {
  readonly client: Client
  readonly filters: () => NotificationFilters
  readonly ask: AskPage
}

/** What the server says after it has toggled. */
const toggled = () => toModel(maybe(object({ is_archived: optionalFlag, is_starred: optionalFlag })))

const notFound = namedAs(404, 'notification-not-found', 'The account does not have this notification')

export function createMarking({ client, filters, ask }: MarkingNeeds) {
  /** Finds one notification, whatever its marks: ids below the next one, of which it is the first. */
  const lookUp = async (id: string): Promise<Notification | undefined> => {
    const { items } = await ask(placesOf(filters()), { limit: 1, cursor: String(BigInt(id) + BigInt(1)) })
    return items.find((one) => one.id === id)
  }

  const send = async (account: Binding, id: string, { verb, mark, wanted }: Marking): Promise<void> => {
    const path = `notifications/${encodeURIComponent(id)}/${verb}`
    const put = () => inTurn(client, account.checkContext)({ method: 'post', path, schema: toggled() })
    const answer = await put()
    // Another tab or device had toggled it since it was loaded: once more.
    if (mark !== 'isRead' && answer?.[mark] === !wanted) await put()
  }

  return {
    /**
     * Not through `client.mutate`, which fetches the session afterwards: nothing in it changes.
     *
     * @throws `notification-not-found`, `unconfirmed`, `context-changed`
     */
    async one(account: Binding, id: string, marking: Marking): Promise<void> {
      const failure = await send(account, id, marking).then(
        () => undefined,
        (error: unknown) => ({ error }),
      )
      if (!failure) return
      account.checkContext()
      if (isRefusal(failure.error)) notFound(failure.error)
      const found = await lookUp(id).catch(() => undefined)
      account.checkContext()
      if (!found) throw outcomeUnknown(failure.error)
      if (found[marking.mark] !== marking.wanted) throw failure.error
    },
    /**
     * Through `client.mutate`, unlike a single one: it names no notification, so that sent a moment too late it would change
     * those of another account.
     *
     * @param left filters of what is left, if it was not applied
     */
    async all(account: Binding, path: string, left: NotificationFilters): Promise<void> {
      const selected = filters()
      const asked = { method: 'post', path: `notifications/${path}`, query: queryOf(selected), schema: opaque } as const
      const failure = await client.mutate(asked, { kind: path }).then(
        () => undefined,
        (error: unknown) => ({ error }),
      )
      if (!failure) return
      account.checkContext()
      if (isRefusal(failure.error)) throw failure.error
      const rest = await ask(queryOf({ ...selected, ...left }), { limit: 1 }).catch(() => undefined)
      account.checkContext()
      if (!rest) throw outcomeUnknown(failure.error)
      if (rest.last !== undefined) throw failure.error
    },
  }
}
