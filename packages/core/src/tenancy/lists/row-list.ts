import type { Client } from '../../client.js'
import { type UnqueuedAction, unqueued } from '../../flows/engine/declaration.js'
import { type Field, toModel } from '../../wire/primitives.js'
import { explained, type RefusalRules } from '../refusals.js'
import { createLiveList, type LiveList } from './live-list.js'

interface RowListNeeds<Row> extends RefusalRules {
  /** The path of the list; without one, nothing is asked. */
  readonly pathOf: () => string | undefined
  readonly queryOf?: () => Readonly<Record<string, string | undefined>>
  readonly schema: () => Field<unknown, readonly Row[]>
}

/** Rows of the active organization or workspace, all in one answer. */
export const createRowList = <Row>(
  client: Client,
  { pathOf, queryOf, schema, ...rules }: RowListNeeds<Row>,
): LiveList<readonly Row[]> =>
  createLiveList(client, async (signal) => {
    const path = pathOf()
    if (!path) return []
    return client
      .request({ path, query: queryOf?.() ?? {}, schema: toModel(schema()), signal })
      .catch((error: unknown) => {
        throw explained(client, rules, error)
      })
  })

/** Reloads a list, as the action of a step. It does not wait for other actions. */
export const reloadAction = <State>(
  { reload }: Pick<LiveList<unknown>, 'reload'>,
  state: () => State,
): UnqueuedAction<() => Promise<State>> =>
  unqueued(async () => {
    await reload()
    return state()
  })
