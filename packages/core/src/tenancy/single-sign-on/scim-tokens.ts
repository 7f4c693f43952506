import type { Client } from '../../client.js'
import { isRefusal, SessionError } from '../../errors.js'
import type { Binding } from '../../flows/engine/accounts.js'
import type { Leaving } from '../../flows/engine/leaving.js'
import { opaque, toModel } from '../../wire/primitives.js'
import { newScimToken, scimTokenState } from '../../wire/single-sign-on.js'
import { recheckMembership } from '../lists/recheck-membership.js'
import { managing } from '../organizations/active-organization.js'
import { explained, type RefusalRule } from '../refusals.js'
import type { ScimToken, ScimTokenShownStep } from './enterprise-connections-steps.js'

interface ScimTokensNeeds extends Pick<Leaving, 'unlessLeft'> {
  readonly client: Client
  /** A path below the connections of the active organization. */
  readonly pathOf: (...path: readonly string[]) => string
  readonly rules: readonly RefusalRule[]
}

/** What is known of the SCIM token of one connection, and the text of a new one until it is hidden. */
export function createScimTokens({ client, pathOf, rules, unlessLeft }: ScimTokensNeeds) {
  let known: ScimToken | undefined
  let shown: Pick<ScimTokenShownStep, 'connectionId' | 'token' | 'baseUrl'> | undefined

  const fail = async (context: Binding, error: unknown): Promise<never> => {
    await recheckMembership(client, error)
    context.checkContext()
    throw explained(client, { needs: managing, rules }, error)
  }

  const load = async (context: Binding, connectionId: string) => {
    const path = pathOf(connectionId, 'scim', 'token')
    const asked = client.request({ path, schema: toModel(scimTokenState()) })
    const { exists, baseUrl, token } = await unlessLeft(asked).catch((error) => fail(context, error))
    context.checkContext()
    const none = { prefix: '', enabled: false, createdAtMs: undefined, lastUsedAtMs: undefined }
    known = { connectionId, exists, ...none, ...token, baseUrl: token?.baseUrl || baseUrl }
  }

  return {
    known: () => known,
    shown: () => shown,
    load,
    async create(context: Binding, connectionId: string) {
      const path = pathOf(connectionId, 'scim', 'token')
      const asked = client.mutate(
        { method: 'post', path, schema: toModel(newScimToken()) },
        { kind: 'create-scim-token' },
      )
      const { token, ...about } = await unlessLeft(asked).catch(async (error) => {
        if (isRefusal(error)) return fail(context, error)
        context.checkContext()
        await load(context, connectionId).catch(() => undefined)
        // There may be a new token, but its text is lost.
        throw new SessionError('unconfirmed', 'The server did not answer: create another token', { cause: error })
      })
      context.checkContext()
      known = { connectionId, exists: true, ...about }
      shown = { connectionId, token, baseUrl: about.baseUrl }
    },
    async revoke(context: Binding, connectionId: string) {
      const path = pathOf(connectionId, 'scim', 'token', 'revoke')
      let failure: unknown
      await client
        .mutate({ method: 'post', path, schema: opaque }, { kind: 'revoke-scim-token' })
        .catch((error: unknown) => {
          if (isRefusal(error)) return fail(context, error)
          context.checkContext()
          failure = error
        })
      await load(context, connectionId).catch((cause: unknown) => {
        context.checkContext()
        known = undefined
        if (!failure) return
        throw new SessionError('unconfirmed', 'The server did not answer: the token may be revoked', { cause })
      })
      if (failure && known?.exists) throw failure
    },
    hide() {
      shown = undefined
    },
    forget() {
      known = undefined
      shown = undefined
    },
  }
}
