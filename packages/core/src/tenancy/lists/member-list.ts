import type { Client } from '../../client.js'
import { type UnqueuedAction, unqueued } from '../../flows/engine/declaration.js'
import type { Member } from '../../model/member.js'
import { memberPage } from '../../wire/member.js'
import { toModel } from '../../wire/primitives.js'
import { explained } from '../refusals.js'
import { createPagedList, type PagedActions, type PagedList } from './paged-list.js'
import { reloadAction } from './row-list.js'

const pageSize = 20

/** The members of the active organization or workspace, by the path of its list; without one, nothing is asked. */
export const createMemberList = (client: Client, pathOf: () => string | undefined): PagedList<Member> =>
  createPagedList(client, async ({ page, search }, signal) => {
    const path = pathOf()
    if (!path) return { rows: [], hasMore: false }
    const query = { page: String(page), limit: String(pageSize), search: search || undefined }
    const { data, meta } = await client.request({ path, query, schema: toModel(memberPage), signal }).catch((error) => {
      throw explained(client, {}, error)
    })
    const rows = data.map(({ user, publicUserData, ...member }) => ({ ...member, user: publicUserData ?? user }))
    return { rows, hasMore: meta?.hasMore ?? false }
  })

/** The actions of a list in pages, for the `actions` of a flow. They do not wait for each other: the last one counts. */
export function pagedActions<State>(
  list: Omit<PagedList<unknown>, '$state'>,
  state: () => State,
): { readonly [Name in keyof PagedActions<unknown>]: UnqueuedAction<PagedActions<Promise<State>>[Name]> } {
  const thenState = async (work: Promise<void>) => {
    await work
    return state()
  }
  return {
    search: unqueued((text: string) => thenState(list.search(text))),
    nextPage: unqueued(() => thenState(list.nextPage())),
    previousPage: unqueued(() => thenState(list.previousPage())),
    reload: reloadAction(list, state),
  }
}
