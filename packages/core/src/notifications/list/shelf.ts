import { fits, type NotificationFilters } from '../filters.js'
import { type Marks, type Notification, newestFirst } from '../notification.js'

/** One answer of the list. */
export interface Page {
  readonly items: readonly Notification[]
  readonly hasMore: boolean
  /** The id of the last row, also of one that is not shown: the next page begins below it. */
  readonly last: string | undefined
}

/**
 * What is known beside the first page: older pages, what arrived since, and marks that were set since. It belongs to one
 * context: call `clear` when another one becomes active.
 */
export interface Shelf {
  /** An instant, for `settle` and `append`: what happens later is newer than an answer that is requested now. */
  readonly begin: () => number
  /** Takes a first page that was requested at `begunAt`, in the place of `before`. */
  readonly settle: (page: Page, before: Page | undefined, begunAt: number) => void
  /** Takes the page below everything known. */
  readonly append: (page: Page, begunAt: number) => void
  readonly arrive: (notification: Notification) => void
  readonly mark: (id: string, marks: Marks) => void
  /** Drops the older pages, whose marks may be old. */
  readonly trim: () => void
  readonly clear: () => void
  /** Everything known, newest first, whether it fits the filters or not. */
  readonly all: (first: Page | undefined) => readonly Notification[]
  /** What a list shows. */
  readonly show: (first: Page) => readonly Notification[]
  readonly hasMore: (first: Page | undefined) => boolean
  /** Where the next page begins. */
  readonly cursor: (first: Page | undefined) => string | undefined
}

export function createShelf(filters: () => NotificationFilters): Shelf {
  let instant = 0
  let below: Page | undefined
  const arrived = new Map<string, { readonly notification: Notification; readonly at: number }>()
  const marked = new Map<string, { readonly marks: Marks; readonly at: number }>()

  const isBelow = (last: string) => (one: Notification) => newestFirst(one, { id: last }) > 0
  /** The page is newer than marks that were set before it was requested. */
  const believe = ({ items }: Page, begunAt: number) => {
    for (const { id } of items) if ((marked.get(id)?.at ?? Infinity) < begunAt) marked.delete(id)
  }
  const all = (first: Page | undefined) => {
    const known = new Map<string, Notification>()
    for (const one of below?.items ?? []) known.set(one.id, one)
    for (const [id, { notification }] of arrived) known.set(id, notification)
    for (const one of first?.items ?? []) known.set(one.id, one)
    return [...known.values()]
      .map((one) => (marked.has(one.id) ? { ...one, ...marked.get(one.id)?.marks } : one))
      .sort(newestFirst)
  }

  return {
    begin: () => ++instant,
    settle(page, before, begunAt) {
      const known = [...(before?.items ?? []), ...(below?.items ?? [])]
      const { last } = page
      const isConnected = page.items.some(({ id }) => known.some((one) => one.id === id))
      const older = last === undefined ? [] : known.filter(isBelow(last))
      const end = below ?? before
      // Between a page of new ones only and what is known, some may be missing.
      below = end && page.hasMore && isConnected && older.length > 0 ? { ...end, items: older } : undefined
      believe(page, begunAt)
      for (const [id, { at }] of arrived) if (at < begunAt) arrived.delete(id)
    },
    append(page, begunAt) {
      below = { ...page, last: page.last ?? below?.last, items: [...(below?.items ?? []), ...page.items] }
      believe(page, begunAt)
    },
    arrive: (notification) => void arrived.set(notification.id, { notification, at: ++instant }),
    mark: (id, marks) => void marked.set(id, { marks: { ...marked.get(id)?.marks, ...marks }, at: ++instant }),
    trim() {
      below = undefined
    },
    clear() {
      below = undefined
      arrived.clear()
      marked.clear()
    },
    all,
    show: (first) => all(first).filter((one) => fits(filters(), one)),
    hasMore: (first) => (below ?? first)?.hasMore ?? false,
    cursor: (first) => (below ?? first)?.last,
  }
}
