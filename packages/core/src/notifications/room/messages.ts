import { isObject } from '../../json.js'
import type { Marks } from '../notification.js'

/** What the tabs of one browser tell each other. The channel may lose messages; the server knows everything, too. */
export type TabNews = MarkedNews | CountedNews | ChangedNews

/** A notification was marked. */
interface MarkedNews {
  readonly type: 'marked'
  readonly id: string
  readonly marks: Marks
}

/** A tab asked for an unread count. */
interface CountedNews {
  readonly type: 'counted'
  /** The filters, see `keyOf`. */
  readonly key: string
  readonly count: number
}

/** Many notifications were changed at once. Their lists are loaded again after any change of a client. */
interface ChangedNews {
  readonly type: 'changed'
}

/** Increase it with every change of the format: messages of another version are ignored. */
const version = 1

/** @param context the `$contextKey` they belong to */
export const packNews = (news: TabNews, context: string): unknown => ({ ...news, context, version })

/** Undefined if the message is not ours, of another context or version, or malformed. */
export function readNews(data: unknown, context: string): TabNews | undefined {
  if (!isObject(data)) return undefined
  const { version: given, context: of, type, id, marks, key, count } = data as Readonly<Record<string, unknown>>
  if (given !== version || of !== context) return undefined
  if (type === 'changed') return { type }
  if (type === 'marked' && typeof id === 'string' && isObject(marks)) return { type, id, marks: marksIn(marks) }
  if (type === 'counted' && typeof key === 'string' && Number.isSafeInteger(count))
    return { type, key, count: count as number }
  return undefined
}

const marksIn = (marks: object): Marks =>
  Object.fromEntries(
    Object.entries(marks).filter(
      ([name, value]) => ['isRead', 'isArchived', 'isStarred'].includes(name) && typeof value === 'boolean',
    ),
  )
