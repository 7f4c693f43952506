import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { isRefusal } from '../../errors.js'
import type { Binding } from '../../flows/engine/accounts.js'
import type { ApiRequest } from '../../http/request.js'
import type { ResourceState } from '../../session/lists/resource.js'
import { type Field, list, opaque, toModel } from '../../wire/primitives.js'
import { unconfirmed } from '../user-changes.js'

type ListChange = Pick<ApiRequest<unknown>, 'path' | 'method' | 'query'> & { readonly json?: unknown }

/** A list of the active account that lies beside the session. */
export interface AccountList<T> {
  readonly $state: ReadableAtom<ResourceState<readonly T[]>>
  /** Loads it with a request that begins now, and returns it. Throws if that fails. */
  readonly load: (account: Binding) => Promise<readonly T[]>
  /** Sends a change and loads the list again. If the answer was lost, the list decides whether it was applied. */
  readonly change: (
    account: Binding,
    kind: string,
    request: ListChange,
    isApplied: (rows: readonly T[]) => boolean,
  ) => Promise<void>
}

export function createAccountList<T>(client: Client, path: string, row: Field<unknown, T>): AccountList<T> {
  const schema = toModel(list(row))
  /** Ends when the list is loaded after a change of ours. */
  let changing: Promise<void> | undefined
  const { $state, refresh } = client.resource(
    async (signal) => {
      // The change is followed by a load, which cancels this one: one request is enough.
      await changing
      if (signal.aborted) throw signal.reason
      return client.request({ path, schema, signal })
    },
    { scope: 'account' },
  )

  const load = async (account: Binding) => {
    // Another load may have cancelled this one, and no list must not count as the answer.
    for (;;) {
      await refresh()
      account.check()
      const { data, error } = $state.get()
      if (error) throw error
      if (data) return data
    }
  }

  return {
    $state,
    load,
    async change(account, kind, request, isApplied) {
      let end = () => {}
      changing = new Promise((resolve) => {
        end = resolve
      })
      let failure: unknown
      try {
        account.check()
        await client.mutate({ method: 'post', ...request, schema: opaque }, { kind }).catch((error: unknown) => {
          if (isRefusal(error) || !account.isKept()) throw error
          failure = error
        })
        changing = undefined
        const rows = await load(account).catch(() => undefined)
        if (!failure || (rows && isApplied(rows))) return
        throw rows ? failure : unconfirmed(failure)
      } finally {
        changing = undefined
        end()
      }
    },
  }
}
