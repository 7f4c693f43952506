import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import type { ReadableAtom } from 'nanostores'
import type { Client } from '../client.js'
import { isRefusal } from '../errors.js'
import { fromWire } from '../model/from-wire.js'
import type { SessionState } from '../model/session-state.js'
import { flag, id, list, object, opaque, text, time } from '../wire/primitives.js'
import { refuseBeyondLimit } from './account-limit.js'
import { createCompletion } from './accounts-left.js'
import { noteArrivals } from './arrivals.js'
import { requireText } from './attempt.js'
import { type ChallengeOptions, challenged } from './challenge.js'
import { type Binding, createMachine } from './machine.js'
import { isAbort, isAutofillSupported, isWebAuthnSupported, performCeremony, unsupported } from './passkey-ceremony.js'
import type { Passkey, PasskeyManageStep, PasskeySignInOptions, PasskeysState, PasskeysStep } from './passkeys-steps.js'
import { isUnnamedRefusal, namedAs, renamed } from './refusals.js'

export interface PasskeysFlow {
  readonly $state: ReadableAtom<PasskeysState>
  /** Whether this browser knows passkeys at all. A page on a domain of its own cannot use them all the same. */
  readonly isSupported: () => boolean
  /** Whether this browser can offer passkeys in the suggestions of an input. */
  readonly isAutofillSupported: () => Promise<boolean>
  /** Ends the ceremony that runs, and the offer of passkeys in an input. */
  readonly cancel: () => void
  /** Goes on from `complete`. */
  readonly restart: () => void
}

/** The server forgets a challenge after five minutes (PROTOCOL.md §3.5); a form may stand open for longer. */
const offerLifetimeMs = 270_000

interface Offer {
  readonly controller: AbortController
  readonly done: Promise<PasskeysState>
}

// Made when they are needed: a bundler keeps every call at the top of a file, whoever uses it.
const passkeys = () =>
  list(object({ id, name: text, created_at: time, last_used_at: time, device_type: text, backed_up: flag }))
const begun = () => object({ options: object({ publicKey: opaque }) })

/**
 * Signs in with passkeys, and manages those of the active account. Asks nobody anything by itself.
 *
 * @see PROTOCOL.md §3.3, §3.5
 */
export function createPasskeys(client: Client, options: ChallengeOptions = {}): PasskeysFlow {
  const { clock } = client.ports
  let isDone = false
  const completion = createCompletion()
  /** Of the active account. */
  let owned: readonly Passkey[] | undefined
  let offer: Offer | undefined
  let running: AbortController | undefined
  let registering: AbortController | undefined

  /** Lets `cancel` end what is done. */
  const cancellable = async (work: (signal: AbortSignal) => Promise<void>) => {
    const controller = new AbortController()
    running = controller
    withdraw()
    await work(controller.signal).finally(() => {
      running = undefined
    })
  }

  const withdraw = () => {
    offer?.controller.abort()
    offer = undefined
  }

  const authenticate = async (signal: AbortSignal, useBrowserAutofill: boolean) => {
    refuseBeyondLimit(client)
    const { id, rawId, type, response } = await performCeremony({
      signal,
      begin: (signal) =>
        challenged(options, (challenge) =>
          client.request({
            method: 'post',
            path: 'auth/passkey/login/begin',
            form: { ...challenge },
            schema: begun(),
            signal,
          }),
        ),
      run: ({ startAuthentication }, { options }) =>
        startAuthentication({
          optionsJSON: options.publicKey as PublicKeyCredentialRequestOptionsJSON,
          useBrowserAutofill,
          // Where it is, in a shadow tree for example, is for the page to know.
          verifyBrowserAutofillInput: false,
        }),
    })
    const { clientDataJSON, authenticatorData, signature, userHandle } = response
    return { id, rawId, type, clientDataJSON, authenticatorData, signature, userHandle }
  }

  const finish = async (form: Awaited<ReturnType<typeof authenticate>>) => {
    const { account } = await noteArrivals(client)
    await client.mutate(
      { method: 'post', path: 'auth/passkey/login/finish', form, schema: opaque },
      { kind: 'sign-in', scope: 'session', landed: account },
    )
    isDone = true
    completion.reset()
  }

  /** Waits for one to be picked, with a challenge that never gets too old. */
  const waitForPick = async (signal: AbortSignal): ReturnType<typeof authenticate> => {
    const round = new AbortController()
    const end = () => round.abort()
    const timer = clock.setTimeout(end, offerLifetimeMs)
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
    try {
      return await authenticate(round.signal, true)
    } catch (error) {
      // Neither cancelled nor overtaken by another ceremony: it was its time.
      if (!round.signal.aborted || signal.aborted) throw error
    } finally {
      clock.clearTimeout(timer)
      signal.removeEventListener('abort', end)
    }
    return waitForPick(signal)
  }

  const offerAutofill = (): Promise<PasskeysState> => {
    if (offer) return offer.done
    const controller = new AbortController()
    const wait = async () => {
      if (!(await isAutofillSupported())) throw unsupported()
      return waitForPick(controller.signal)
    }
    const end = () => {
      if (offer?.controller === controller) offer = undefined
      machine.refresh()
    }
    const done = wait().then(
      (assertion) => {
        end()
        return machine.act(undefined, 'sign-in', assertion.id, () => finish(assertion))
      },
      (error: unknown) => {
        end()
        // Another ceremony has taken its place, or nobody wants it any more.
        if (isAbort(error)) return machine.$state.get()
        return machine.act(undefined, 'offer', undefined, () => Promise.reject(error))
      },
    )
    offer = { controller, done }
    machine.refresh()
    return done
  }

  const signIn = ({ autofill = false }: PasskeySignInOptions = {}) =>
    autofill
      ? offerAutofill()
      : machine.act(undefined, 'sign-in', undefined, () =>
          cancellable(async (signal) => finish(await authenticate(signal, false))),
        )

  /** Runs about the account that is active now: what it comes to is of none that is active later. */
  const manageAs = <Input>(
    name: string,
    input: Input,
    work: (account: Binding) => Promise<void>,
    key: (account: Binding) => number = (account) => account.account,
  ) => {
    const account = machine.bindToAccount()
    return machine.act('manage', name, [input, key(account)], () => {
      account.check()
      return work(account)
    })
  }

  const load = async (account: Binding) => {
    const found: readonly Passkey[] = fromWire(
      await client.request({ path: 'me/passkeys', schema: passkeys(), urgent: true }),
    )
    account.check()
    owned = found
    return found
  }

  /** Asks for a change, and has the list tell what came of it where no answer did. */
  const change = async (
    account: Binding,
    asked: Pick<Parameters<typeof client.request>[0], 'method' | 'path' | 'query' | 'json'>,
    kind: string,
    hasLanded: (passkeys: readonly Passkey[]) => boolean,
  ) => {
    let failure: unknown
    account.check()
    await client.mutate({ method: 'post', ...asked, schema: opaque }, { kind }).catch((error: unknown) => {
      if (isRefusal(error) || !account.isKept()) throw error
      failure = error
    })
    const found = await load(account).catch(() => undefined)
    if (failure && !(found && hasLanded(found))) throw failure
  }

  const register = async (account: Binding, name: string, signal: AbortSignal) => {
    let known = 0
    const { id, rawId, type, response } = await performCeremony({
      signal,
      begin: (signal) =>
        client.request({ method: 'post', path: 'me/passkeys/register/begin', schema: begun(), signal }),
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
    await change(
      account,
      { path: 'me/passkeys/register/finish', query: { name }, json },
      'register-passkey',
      ({ length }) => length > known,
    ).catch(rejected)
  }

  const notFound = namedAs(404, 'passkey-not-found', 'The account has no such passkey')
  const pathOf = (id: string) => {
    requireText('id', id)
    return `me/passkeys/${encodeURIComponent(id)}`
  }

  const manage: Omit<PasskeyManageStep, 'isOffered' | 'passkeys'> = {
    kind: 'manage',
    signIn,
    // Asked for after anything has changed, it is asked for anew: an answer that is under way may be of before.
    list: () =>
      manageAs(
        'list',
        undefined,
        async (account) => void (await load(account)),
        ({ version }) => version,
      ),
    register: ({ name }) =>
      manageAs('register', name, async (account) => {
        requireText('name', name)
        await cancellable(async (signal) => {
          registering = running
          await register(account, name, signal).finally(() => {
            registering = undefined
          })
        })
      }),
    rename: (id, name) =>
      manageAs('rename', [id, name], async (account) => {
        requireText('name', name)
        const isRenamed = (one: Passkey) => one.id === id && one.name === name
        const asked = { method: 'patch', path: pathOf(id), json: { name } } as const
        await change(account, asked, 'rename-passkey', (all) => all.some(isRenamed)).catch(notFound)
      }),
    remove: (id) =>
      manageAs('remove', id, async (account) => {
        const isGone = (all: readonly Passkey[]) => all.every((one) => one.id !== id)
        await change(account, { path: `${pathOf(id)}/delete` }, 'remove-passkey', isGone).catch(notFound)
      }),
  }

  const restart = () => {
    isDone = false
    completion.reset()
    machine.refresh()
  }

  const stepOf = ({ container }: SessionState): PasskeysStep => {
    if (!container) return { kind: 'loading' }
    const isOffered = offer !== undefined
    if (isDone && completion.isUndone(container)) isDone = false
    const { activeSignIn } = container
    if (!activeSignIn) return { kind: 'start', isOffered, signIn }
    if (isDone) return { kind: 'complete', restart }
    return { ...manage, isOffered, passkeys: owned }
  }

  const machine = createMachine<PasskeysStep>({
    client,
    stepOf,
    isHolding: () => owned !== undefined,
    onAccountChanged() {
      owned = undefined
      registering?.abort()
    },
  })

  return {
    $state: machine.$state,
    isSupported: isWebAuthnSupported,
    isAutofillSupported,
    cancel() {
      withdraw()
      running?.abort()
      machine.refresh()
    },
    restart,
  }
}

/** The server has sentences only for what it does not take (PROTOCOL.md §2.2). */
function rejected(error: unknown): never {
  if (!isUnnamedRefusal(error, 400)) throw error
  throw /already/i.test(error.message)
    ? renamed(error, 'passkey-exists', 'This passkey is registered already')
    : renamed(error, 'passkey-rejected', 'The server did not take the passkey')
}
