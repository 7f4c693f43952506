import type { SessionErrorCode } from '../../errors.js'
import type { Binding } from '../../flows/engine/accounts.js'
import type { Engine, FlowBase } from '../../flows/engine/create-flow.js'
import { type FlowDeclaration, forAccount, type ToldStep } from '../../flows/engine/declaration.js'
import { inTurn } from '../../flows/engine/in-turn.js'
import { isUnnamedRefusal, namedAs, renamed } from '../../flows/engine/refusals.js'
import { refuseTooSoon, resendWaitMs, sentTimes } from '../../flows/engine/sent-times.js'
import { requireText } from '../../flows/inputs/require-text.js'
import { requireCode } from '../../flows/inputs/typed-code.js'
import type { SessionState } from '../../model/session-state.js'
import type { User } from '../../model/user.js'
import { opaque } from '../../wire/primitives.js'
import { activeUser, changeUser, userStep } from '../user-changes.js'
import type { Address, AddressesStep } from './addresses-steps.js'

interface Row {
  readonly id: string
  readonly verified: boolean
}

/** What differs between e-mail addresses and phone numbers. */
export interface AddressRules<R extends Row, Input> {
  /** The client shows it in `pending`: `add-email-address`. */
  readonly name: string
  readonly path: string
  readonly rowsOf: (user: User) => readonly R[]
  readonly primaryIdOf: (user: User) => string | undefined
  /** The form that adds one. Throws `invalid-argument`. */
  readonly formOf: (input: Input) => Readonly<Record<string, string>>
  readonly isOf: (row: R, input: Input) => boolean
  readonly existsCode: SessionErrorCode
  /** Where the server expects a code: they differ (PROTOCOL.md §3.5). */
  readonly codeIn: 'query' | 'form'
}

export function declareAddresses<R extends Row, Input>(
  { client, unlessLeft }: Engine<AddressesStep<R, Input>>,
  { name, path, rowsOf, primaryIdOf, formOf, isOf, existsCode, codeIn }: AddressRules<R, Input>,
): FlowDeclaration<AddressesStep<R, Input>, FlowBase<AddressesStep<R, Input>>> {
  const { clock } = client.ports
  /** When the last code was sent to each, epoch ms. */
  const sentAtMs = new Map<string, number>()
  let verifying: string | undefined

  const pathOf = (id: string, action: string) => {
    requireText('id', id)
    return `${path}/${encodeURIComponent(id)}/${action}`
  }
  const row = (user: User, id: string) => rowsOf(user).find((one) => one.id === id)

  const send = async ({ check }: Binding, id: string) => {
    const path = pathOf(id, 'prepare-verification')
    await unlessLeft(inTurn(client, check)({ method: 'post', path, schema: opaque }).catch(notFound))
    sentAtMs.set(id, clock.now())
  }

  const confirm = async (id: string, typed: string) => {
    const code = requireCode(typed)
    await changeUser(client, {
      kind: `verify-${name}`,
      path: pathOf(id, 'attempt-verification'),
      [codeIn]: { code },
      isApplied: (user) => row(user, id)?.verified === true,
    })
      .catch(namedAs(400, 'code-rejected', 'The code is wrong, already used or expired'))
      .catch(notFound)
  }

  const stepOf = (session: SessionState): ToldStep<AddressesStep<R, Input>> =>
    userStep(session, (user, signInId) => {
      const primaryId = primaryIdOf(user)
      const addresses = rowsOf(user).map((one): Address<R> => ({ ...one, isPrimary: one.id === primaryId }))
      const address = addresses.find(({ id, verified }) => id === verifying && !verified)
      return address
        ? { kind: 'verify' as const, key: `verify ${address.id}`, address, ...sentTimes(sentAtMs.get(address.id)) }
        : { kind: 'manage' as const, key: `${name} of ${signInId}`, addresses }
    }) as ToldStep<AddressesStep<R, Input>>

  const actions = {
    manage: {
      add: forAccount(async (_, input: Input) => {
        const form = formOf(input)
        const isKnown = rowsOf(activeUser(client)).some((one) => isOf(one, input))
        await changeUser(client, {
          kind: `add-${name}`,
          path,
          form,
          isApplied: (user) => !isKnown && rowsOf(user).some((one) => isOf(one, input)),
        }).catch((error: unknown) => {
          if (!isUnnamedRefusal(error, 400)) throw error
          throw /exist|already|taken|in use/i.test(error.message)
            ? renamed(error, existsCode, 'This address belongs to an account already')
            : renamed(error, 'address-restricted', 'The deployment does not allow this address')
        })
      }),
      verify: forAccount(async (account, id: string) => {
        // The user comes back to the code that is on its way.
        if (resendWaitMs(clock, sentAtMs.get(id)) === 0) await send(account, id)
        account.check()
        verifying = id
      }),
      makePrimary: forAccount(async (_, id: string) => {
        await changeUser(client, {
          kind: `make-primary-${name}`,
          path: pathOf(id, 'make-primary'),
          isApplied: (user) => primaryIdOf(user) === id,
        })
          .catch(namedAs(400, 'address-unverified', 'Only a verified address can be the primary one'))
          .catch(notFound)
      }),
      remove: forAccount(async (_, id: string) => {
        await changeUser(client, {
          kind: `remove-${name}`,
          path: pathOf(id, 'delete'),
          isApplied: (user) => row(user, id) === undefined,
        })
          .catch((error: unknown) => {
            // One answer for two reasons (PROTOCOL.md §3.5).
            if (!isUnnamedRefusal(error, 400)) throw error
            throw primaryIdOf(activeUser(client)) === id
              ? renamed(error, 'address-primary', 'Make another address the primary one before you remove this one')
              : renamed(error, 'address-not-found', noSuchAddress)
          })
          .catch(notFound)
      }),
    },
    verify: {
      resend: {
        async work(account: Binding) {
          if (verifying === undefined) return
          refuseTooSoon(clock, sentAtMs.get(verifying))
          await send(account, verifying)
        },
      },
      async confirm({ code }: { readonly code: string }) {
        if (verifying !== undefined) await confirm(verifying, code)
      },
    },
  }

  return {
    actions,
    always: {},
    idle: ['loading', 'signed-out', 'manage'],
    stepOf,
    forget() {
      // What was sent stays known: a code of a moment ago is not sent again.
      verifying = undefined
    },
    isHolding: () => verifying !== undefined,
    onAccountChanged() {
      verifying = undefined
      sentAtMs.clear()
    },
  } as FlowDeclaration<AddressesStep<R, Input>, FlowBase<AddressesStep<R, Input>>>
}

const noSuchAddress = 'The account does not have this address'
const notFound = namedAs(404, 'address-not-found', noSuchAddress)
