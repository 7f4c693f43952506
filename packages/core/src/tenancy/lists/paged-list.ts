import type { Client } from '../../client.js'
import { pause } from '../../time/pause.js'
import { createLiveList, type ListView, type LiveList, refuseAborted } from './live-list.js'

/** One page of rows. */
export interface Page<Row> {
  readonly rows: readonly Row[]
  readonly hasMore: boolean
}

/** Which page to load. */
export interface PageQuery {
  /** From 1. */
  readonly page: number
  /** `""` for all rows. */
  readonly search: string
}

/** What a list in pages shows beside its rows. The server tells no total. */
export interface PagedView extends ListView {
  /** The page to show, from 1. While `loading`, the rows may still be those of another page. */
  readonly page: number
  readonly hasMore: boolean
  /** The text that is searched for; `""` for all. */
  readonly searchText: string
}

/** The actions of a list in pages. Those that a later one replaces resolve, too. */
export interface PagedActions<Outcome> {
  /** Searches when the text has not changed for a moment, from the first page; `""` shows all. */
  readonly search: (text: string) => Outcome
  /** Does nothing on the last page. */
  readonly nextPage: () => Outcome
  /** Does nothing on the first page. */
  readonly previousPage: () => Outcome
  readonly reload: () => Outcome
}

export interface PagedList<Row> extends Omit<LiveList<Page<Row>>, 'data' | 'view'> {
  readonly rows: () => readonly Row[] | undefined
  readonly view: () => PagedView
  /** Whether all rows are shown: no other page, no search. */
  readonly isAll: () => boolean
  readonly search: (text: string) => Promise<void>
  readonly nextPage: () => Promise<void>
  readonly previousPage: () => Promise<void>
  /** Goes back to the first page of all rows, without loading it. */
  readonly reset: () => void
}

/** Between two keys most people need less than this, and the server counts each request (PROTOCOL.md §1.7), ms. */
const typingMs = 300

const start: PageQuery = { page: 1, search: '' }

/** Rows of the active context in pages, with a search that the server does. */
export function createPagedList<Row>(
  client: Client,
  load: (query: PageQuery, signal: AbortSignal) => Promise<Page<Row>>,
): PagedList<Row> {
  let query = start
  let isTyping = false

  const list = createLiveList(client, async (signal) => {
    if (isTyping) await pause(client.ports.clock, typingMs, signal)
    refuseAborted(signal)
    isTyping = false
    const page = await load(query, signal)
    // The last row of a later page was removed.
    if (page.rows.length > 0 || query.page === 1) return page
    query = { ...query, page: query.page - 1 }
    return load(query, signal)
  })
  const { data, view, reload, ...others } = list

  const show = async (next: PageQuery) => {
    query = next
    await reload()
  }

  return {
    ...others,
    reload,
    rows: () => data()?.rows,
    view: () => ({
      ...view(),
      page: query.page,
      hasMore: data()?.hasMore ?? false,
      searchText: query.search,
    }),
    isAll: () => query.page === 1 && query.search === '' && data()?.hasMore === false,
    async search(text) {
      const search = text.trim()
      if (search === query.search) return
      isTyping = true
      await show({ page: 1, search })
    },
    async nextPage() {
      if (data()?.hasMore && !list.view().loading) await show({ ...query, page: query.page + 1 })
    },
    async previousPage() {
      if (query.page > 1 && !list.view().loading) await show({ ...query, page: query.page - 1 })
    },
    reset() {
      query = start
      isTyping = false
    },
  }
}
