import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import type { Binding } from '../../flows/engine/accounts.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import { type FlowDeclaration, forContext } from '../../flows/engine/declaration.js'
import { inTurn } from '../../flows/engine/in-turn.js'
import { requireText } from '../../flows/inputs/require-text.js'
import { toModel } from '../../wire/primitives.js'
import { connectionTest, enterpriseConnections } from '../../wire/single-sign-on.js'
import { placeListPath, placeListStep, placePath } from '../active-place.js'
import { createRowList, reloadAction } from '../lists/row-list.js'
import { managing, organizationPlace } from '../organizations/active-organization.js'
import { changePlace, type PlaceChange } from '../place-changes.js'
import { explained, type RefusalRule } from '../refusals.js'
import { changedForm, connectionForm, requireFields } from './connection-fields.js'
import type {
  ConnectionInput,
  ConnectionTest,
  EnterpriseConnection,
  EnterpriseConnectionsState,
  EnterpriseConnectionsStep,
} from './enterprise-connections-steps.js'
import { createScimTokens } from './scim-tokens.js'

export interface EnterpriseConnectionsFlow {
  readonly $state: ReadableAtom<EnterpriseConnectionsState>
  /** Drops the last test, what is known of a SCIM token, and its text. */
  readonly restart: () => void
}

/**
 * Lists, tests and changes the identity providers of the active organization, with which the people of a company sign in
 * (SAML or OpenID Connect), and the tokens with which the providers call SCIM. A client secret is sent and never kept.
 *
 * @example
 * ```ts
 * import { createEnterpriseConnections } from '@wachter/core/tenancy'
 *
 * const { $state } = createEnterpriseConnections(client)
 * const { step } = $state.get()
 * if (step.kind === 'manage') {
 *   await step.test({
 *     protocol: 'oidc',
 *     oidcClientId: 'wacht',
 *     oidcClientSecret: 'secret',
 *     oidcIssuerUrl: 'https://id.acme.com',
 *   })
 * }
 * ```
 *
 * @see PROTOCOL.md §3.6
 */
export const createEnterpriseConnections = (client: Client): EnterpriseConnectionsFlow =>
  createFlow<EnterpriseConnectionsStep, EnterpriseConnectionsFlow>(client, declareConnections)

function declareConnections({
  client,
  state,
  unlessLeft,
}: Engine<EnterpriseConnectionsStep>): FlowDeclaration<EnterpriseConnectionsStep, EnterpriseConnectionsFlow> {
  const pathOf = (...path: readonly string[]) => {
    for (const part of path) requireText('id', part)
    return placePath(organizationPlace, client, 'enterprise-connections', ...path)
  }
  const list = createRowList(client, {
    pathOf: () => placeListPath(organizationPlace, client, 'enterprise-connections'),
    schema: enterpriseConnections,
    needs: managing,
  })
  const find = (connectionId: string): EnterpriseConnection | undefined =>
    list.data()?.find(({ id }) => id === connectionId)
  const scim = createScimTokens({ client, pathOf, rules, unlessLeft })
  let lastTest: ConnectionTest | undefined

  const change = (
    context: Binding,
    kind: string,
    path: readonly string[],
    more: Pick<PlaceChange, 'form' | 'isApplied'>,
  ) => changePlace(client, context, { kind, path: pathOf(...path), list, needs: managing, rules, ...more })

  const create = async (context: Binding, input: ConnectionInput) => {
    requireFields(input)
    const known = list.data()?.map(({ id }) => id)
    const isNew = ({ id }: EnterpriseConnection) => known?.includes(id) === false
    await change(context, 'create-connection', [], {
      form: connectionForm(input),
      // Nothing but the ids known before tells the new one from another with the same fields.
      isApplied: () => known && list.data()?.some((one) => isNew(one) && isLike(one, input)),
    })
  }

  const test = async (context: Binding, connection: string | ConnectionInput) => {
    lastTest = undefined
    const isKnown = typeof connection === 'string'
    const path = isKnown ? pathOf(connection, 'test') : pathOf('test')
    const form = isKnown ? {} : connectionForm(connection)
    const asked = inTurn(
      client,
      context.checkContext,
    )({ method: 'post', path, form, schema: toModel(connectionTest()) })
    const found = await unlessLeft(asked).catch((error) => {
      throw explained(client, { needs: managing, rules }, error)
    })
    context.checkContext()
    lastTest = { connectionId: isKnown ? connection : undefined, ...found }
  }

  const forget = () => {
    lastTest = undefined
    scim.forget()
  }
  const reload = reloadAction(list, state)

  return {
    actions: {
      refused: { reload },
      manage: {
        reload,
        create: forContext(create),
        update: forContext(async (context, connectionId, changes) => {
          const form = changedForm(find(connectionId) ?? {}, changes)
          if (Object.keys(form).length === 0) return
          // A secret cannot be looked up.
          const isCertain = !Object.hasOwn(form, 'oidc_client_secret')
          await change(context, 'update-connection', [connectionId, 'update'], {
            form,
            isApplied() {
              const now = find(connectionId)
              return now && isCertain ? Object.keys(changedForm(now, changes)).length === 0 : undefined
            },
          })
        }),
        remove: forContext((context, connectionId: string) =>
          change(context, 'remove-connection', [connectionId, 'delete'], { isApplied: () => !find(connectionId) }),
        ),
        test: forContext(test),
        loadScimToken: forContext(scim.load),
        createScimToken: forContext(scim.create),
        revokeScimToken: forContext(scim.revoke),
      },
      shown: { done: async () => scim.hide() },
    },
    always: {},
    idle: ['loading', 'signed-out', 'no-organization', 'refused', 'manage', 'shown'],
    follows: [list.$state],
    stepOf(session) {
      const shown = scim.shown()
      // The text of a token is shown even if the list is refused since: it is the only chance to copy it.
      return placeListStep(organizationPlace, session, shown ? undefined : list.refusal(), (organization, of) =>
        shown
          ? { kind: 'shown', key: `SCIM token of ${shown.connectionId} ${of}`, organization, ...shown }
          : {
              kind: 'manage',
              key: `connections ${of}`,
              organization,
              connections: list.data(),
              lastTest,
              scimToken: scim.known(),
              ...list.view(),
            },
      )
    },
    forget,
    isHolding: () => (lastTest ?? scim.known() ?? scim.shown()) !== undefined,
    onContextChanged: forget,
  }
}

/** Whether a connection has what was asked for. */
const isLike = (connection: EnterpriseConnection, input: ConnectionInput): boolean => {
  const { oidcClientSecret, ...fields } = { oidcClientSecret: '', ...input }
  return connection.protocol === input.protocol && Object.keys(changedForm(connection, fields)).length === 0
}

const rules: readonly RefusalRule[] = [
  {
    status: 404,
    says: /domain/i,
    code: 'domain-not-found',
    message: 'The organization does not have this domain',
  },
  { status: 404, code: 'connection-not-found', message: 'The organization does not have this connection' },
  { status: 400, says: /not verified/i, code: 'domain-not-verified', message: 'Verify the domain first' },
  { status: 400, says: /already/i, code: 'domain-taken', message: 'The domain has a connection already' },
  { status: 400, code: 'connection-rejected', message: 'The server does not accept these fields' },
]
