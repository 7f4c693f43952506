import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser'
import type { ReadableAtom } from 'nanostores'
import type { Client } from '../../client.js'
import { accountStep } from '../../flows/engine/account-step.js'
import type { Binding } from '../../flows/engine/accounts.js'
import { createFlow, type Engine } from '../../flows/engine/create-flow.js'
import { type FlowDeclaration, forAccount } from '../../flows/engine/declaration.js'
import { flowError } from '../../flows/engine/flow-error.js'
import { inTurn } from '../../flows/engine/in-turn.js'
import { isUnnamedRefusal, namedAs, renamed } from '../../flows/engine/refusals.js'
import { requireText } from '../../flows/inputs/require-text.js'
import { createCancellable } from '../../flows/passkeys/cancellable.js'
import { ceremonyBegun, isWebAuthnSupported, performCeremony } from '../../flows/passkeys/passkey-ceremony.js'
import { as, flag, id, object, text, time } from '../../wire/primitives.js'
import { createAccountList } from './account-list.js'
import type { Passkey, PasskeysState, PasskeysStep } from './passkeys-steps.js'

export interface PasskeysFlow {
  readonly $state: ReadableAtom<PasskeysState>
  /** Whether this browser supports passkeys. A page on another domain than the deployment's cannot use them anyway. */
  readonly isSupported: () => boolean
  /** Cancels the current ceremony. */
  readonly cancel: () => void
  /** Drops what is in progress. */
  readonly restart: () => void
}

// Created on demand: bundlers keep every call at the top level of a file, even if it is not used.
const passkey = () =>
  object({
    id,
    name: text,
    created_at: as('createdAtMs', time),
    last_used_at: as('lastUsedAtMs', time),
    device_type: text,
    backed_up: flag,
  })

/**
 * Lists, creates, renames and removes the passkeys of the active account. Loads the list while the state has listeners; prompts
 * nothing by itself.
 *
 * @example
 * ```ts
 * import { createPasskeys } from '@wachter/core/account'
 *
 * const { step } = createPasskeys(client).$state.get()
 * if (step.kind === 'manage') await step.register({ name: 'Laptop' })
 * ```
 *
 * @see PROTOCOL.md §3.5
 */
export const createPasskeys = (client: Client): PasskeysFlow =>
  createFlow<PasskeysStep, PasskeysFlow>(client, declarePasskeys)

function declarePasskeys({ client }: Engine<PasskeysStep>): FlowDeclaration<PasskeysStep, PasskeysFlow> {
  const registering = createCancellable()
  const owned = createAccountList<Passkey>(client, 'me/passkeys', passkey())

  const register = async (account: Binding, name: string, signal: AbortSignal) => {
    const send = inTurn(client, account.check)
    let known = 0
    const { id, rawId, type, response } = await performCeremony({
      signal,
      begin: (signal) => send({ method: 'post', path: 'me/passkeys/register/begin', schema: ceremonyBegun(), signal }),
      run({ startRegistration }, { options }) {
        const optionsJSON = options.publicKey as PublicKeyCredentialCreationOptionsJSON
        known = optionsJSON.excludeCredentials?.length ?? 0
        return startRegistration({ optionsJSON })
      },
    }).catch((error: unknown) => {
      account.check()
      throw error
    })
    const { clientDataJSON, attestationObject, transports = [] } = response
    const json = { id, rawId, type, response: { clientDataJSON, attestationObject, transports } }
    const asked = { path: 'me/passkeys/register/finish', query: { name }, json }
    await owned.change(account, 'register-passkey', asked, ({ length }) => length > known).catch(rejected)
  }

  return {
    actions: {
      manage: {
        refresh: forAccount(owned.load),
        register: forAccount(async (account, { name }) => {
          requireText('name', name)
          await registering.run((signal) => register(account, name, signal))
        }),
        rename: forAccount(async (account, id, name) => {
          requireText('name', name)
          const isRenamed = (one: Passkey) => one.id === id && one.name === name
          const asked = { method: 'patch', path: pathOf(id), json: { name } } as const
          await owned.change(account, 'rename-passkey', asked, (all) => all.some(isRenamed)).catch(notFound)
        }),
        remove: forAccount(async (account, id) => {
          const isGone = (all: readonly Passkey[]) => all.every((one) => one.id !== id)
          await owned.change(account, 'remove-passkey', { path: `${pathOf(id)}/delete` }, isGone).catch(notFound)
        }),
      },
    },
    always: {},
    others: { isSupported: isWebAuthnSupported, cancel: registering.cancel },
    idle: ['loading', 'signed-out', 'manage'],
    stepOf: (session) =>
      accountStep(session, (signIn) => {
        const { data: passkeys, error } = owned.$state.get()
        return {
          kind: 'manage' as const,
          key: `passkeys of ${signIn.id}`,
          passkeys,
          listError: error && flowError(error),
        }
      }),
    follows: [owned.$state],
    forget: registering.cancel,
    onAccountChanged: registering.cancel,
  }
}

const notFound = namedAs(404, 'passkey-not-found', 'The account does not have this passkey')

const pathOf = (id: string): string => {
  requireText('id', id)
  return `me/passkeys/${encodeURIComponent(id)}`
}

/** The server refuses a passkey with a sentence only, without a code (PROTOCOL.md §2.2). */
function rejected(error: unknown): never {
  if (!isUnnamedRefusal(error, 400)) throw error
  throw /already/i.test(error.message)
    ? renamed(error, 'passkey-exists', 'This passkey is already registered')
    : renamed(error, 'passkey-rejected', 'The server rejected the passkey')
}
