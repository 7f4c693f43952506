import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { accountStep } from '../../flows/engine/account-step.js'
import type { Binding } from '../../flows/engine/accounts.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import { type FlowDeclaration, forAccount } from '../../flows/engine/declaration.js'
import { flowError } from '../../flows/engine/flow-error.js'
import { inTurn } from '../../flows/engine/in-turn.js'
import { isUnnamedRefusal, namedAs } from '../../flows/engine/refusals.js'
import { requireText } from '../../flows/inputs/require-text.js'
import { as, id, object, opaque, text, time } from '../../wire/primitives.js'
import { createAccountList } from './account-list.js'
import type { AccountSignIn, AccountSignInsState, AccountSignInsStep } from './account-sign-ins-steps.js'

export interface AccountSignInsFlow {
  readonly $state: ReadableAtom<AccountSignInsState>
  /** Drops what is in progress. */
  readonly restart: () => void
}

// Created on demand: bundlers keep every call at the top level of a file, even if it is not used.
const signIn = () =>
  object({
    id,
    created_at: as('createdAtMs', time),
    expires_at: as('expiresAtMs', time),
    last_active_at: as('lastActiveAtMs', time),
    ip_address: text,
    browser: text,
    device: text,
    city: text,
    region: text,
    country: text,
    country_code: text,
  })

/**
 * The sign-ins of the active account's user, in this browser and on other devices, and ways to end them. Loads the list while
 * the state has listeners. The accounts of this browser session are `client.$signIns`.
 *
 * @example
 * ```ts
 * import { createAccountSignIns } from '@wachter/core/account'
 *
 * const stop = createAccountSignIns(client).$state.subscribe(({ step }) => {
 *   if (step.kind === 'manage') console.log(step.signIns?.map(({ device, isCurrent }) => [device, isCurrent]))
 * })
 * ```
 *
 * @see PROTOCOL.md §3.5
 */
export const createAccountSignIns = (client: Client): AccountSignInsFlow =>
  createFlow<AccountSignInsStep, AccountSignInsFlow>(client, declareAccountSignIns)

function declareAccountSignIns({
  client,
  unlessLeft,
}: Engine<AccountSignInsStep>): FlowDeclaration<AccountSignInsStep, AccountSignInsFlow> {
  const owned = createAccountList<Omit<AccountSignIn, 'isCurrent'>>(client, 'me/signins', signIn())
  const currentId = () => client.$activeSignIn.get()?.id

  const revokeOthers = async (account: Binding) => {
    const others = (await owned.load(account)).filter(({ id }) => id !== currentId()).map(({ id }) => id)
    const last = others.pop()
    if (last === undefined) return
    const send = inTurn(client, account.check)
    // Each change fetches the session, which is limited to 20 a minute: one for all of them is enough.
    for (const id of others) {
      await unlessLeft(send({ method: 'post', path: pathOf(id), schema: opaque }).catch(unlessGone))
    }
    await owned
      .change(account, 'revoke-sign-ins', { path: pathOf(last) }, (all) => all.every(({ id }) => id === currentId()))
      .catch(unlessGone)
  }

  return {
    actions: {
      manage: {
        refresh: forAccount(owned.load),
        revoke: forAccount(async (account, id) => {
          requireText('id', id)
          if (id === currentId()) return client.signOut(id)
          const isGone = (all: readonly { readonly id: string }[]) => all.every((one) => one.id !== id)
          await owned.change(account, 'revoke-sign-in', { path: pathOf(id) }, isGone).catch(notFound)
        }),
        revokeOthers: forAccount((account) =>
          revokeOthers(account).catch(async (error: unknown) => {
            // Some may have ended.
            await owned.load(account).catch(() => undefined)
            throw error
          }),
        ),
      },
    },
    always: {},
    idle: ['loading', 'signed-out', 'manage'],
    stepOf: (session) =>
      accountStep(session, ({ id: current }) => {
        const { data, error } = owned.$state.get()
        return {
          kind: 'manage' as const,
          key: `sign-ins of ${current}`,
          signIns: data?.map((one) => ({ ...one, isCurrent: one.id === current })),
          listError: error && flowError(error),
        }
      }),
    follows: [owned.$state],
    forget: () => undefined,
  }
}

const pathOf = (id: string) => `me/signins/${encodeURIComponent(id)}/signout`
const notFound = namedAs(404, 'sign-in-not-found', 'The user does not have this sign-in')

function unlessGone(error: unknown): void {
  if (!isUnnamedRefusal(error, 404)) throw error
}
