import type { Client } from '../../client.js'
import { SessionError } from '../../errors.js'
import { isOfPlace, type NotificationFilters, type Query } from '../filters.js'
import { notificationPage } from '../notification.js'
import { isOfOther } from '../room/stream.js'
import type { Page } from './shelf.js'

interface PageOptions {
  readonly limit: number
  /** Only what is older than this id. */
  readonly cursor?: string | undefined
  readonly signal?: AbortSignal
}

/** @param query which, see `queryOf` */
export type AskPage = (query: Query, options: PageOptions) => Promise<Page>

/** Asks for one page of the list, and leaves out what is not for the active places. */
export const createAskPage =
  (client: Client, filters: () => NotificationFilters): AskPage =>
  async (query, { limit, cursor, signal }) => {
    const { notifications, hasMore } = await client.request({
      path: 'notifications',
      query: { ...query, limit: String(limit), cursor },
      schema: notificationPage(),
      signal,
    })
    if (notifications.some((one) => isOfOther(one, client))) {
      await client.refetch()
      throw new SessionError('context-mismatch', 'The server is in another context')
    }
    return {
      items: notifications.filter((one) => isOfPlace(filters(), one, client)),
      hasMore,
      last: notifications.at(-1)?.id,
    }
  }
