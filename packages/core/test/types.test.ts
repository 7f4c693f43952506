import { describe, expectTypeOf, test } from 'vitest'
import { type SignInState, signInWithPassword } from '../src/flows/index.js'
import type {
  ApiRequest,
  Client,
  ClientEvents,
  ClientOptions,
  createAuthFetch,
  createClient,
  Demand,
  GetToken,
  InitialState,
  isSessionError,
  Json,
  MutateOptions,
  Session,
  SessionError,
  SessionErrorCode,
  SessionState,
  SessionStatus,
  SessionView,
  SignedOutReason,
  SignIn,
  TokenDemand,
  TokenRequest,
  User,
} from '../src/index.js'

type Atoms = Extract<keyof Client, `$${string}`>

describe('users may not', () => {
  test('write state', () => {
    expectTypeOf<Client[Atoms]>().not.toHaveProperty('set')
    expectTypeOf<Client['$state']>().not.toHaveProperty('set')
    expectTypeOf<Client['$session']>().not.toHaveProperty('set')
    expectTypeOf<Client['$uiOverwrites']>().not.toHaveProperty('set')
    expectTypeOf<SessionState>().toEqualTypeOf<Readonly<SessionState>>()
    expectTypeOf<Session>().toEqualTypeOf<Readonly<Session>>()
    expectTypeOf<Session['signIns']>().toEqualTypeOf<readonly SignIn[]>()
    expectTypeOf<Client>().toEqualTypeOf<Readonly<Client>>()
  })

  test('name a deployment in two ways, or in half of one', () => {
    type Allowed<T> = T extends ClientOptions ? true : false
    expectTypeOf<Allowed<{ publishableKey: string }>>().toEqualTypeOf<true>()
    expectTypeOf<Allowed<{ baseUrl: string; mode: 'staging' }>>().toEqualTypeOf<true>()
    expectTypeOf<Allowed<{ publishableKey: string; baseUrl: string; mode: 'staging' }>>().toEqualTypeOf<false>()
    expectTypeOf<Allowed<{ publishableKey: string; mode: 'staging' }>>().toEqualTypeOf<false>()
    expectTypeOf<Allowed<{ baseUrl: string }>>().toEqualTypeOf<false>()
    expectTypeOf<Allowed<{ baseUrl: string; mode: 'test' }>>().toEqualTypeOf<false>()
    expectTypeOf<Allowed<Record<never, never>>>().toEqualTypeOf<false>()
  })

  test('mix the credentials of a sign-in', () => {
    const client = null as unknown as Client
    const password = ''
    const tries = () => [
      signInWithPassword(client, { email: '', password }),
      signInWithPassword(client, { username: '', password }),
      // @ts-expect-error an e-mail address without its password
      signInWithPassword(client, { email: '' }),
    ]
    expectTypeOf(tries).returns.toEqualTypeOf<Promise<void>[]>()
  })

  test('take an action that the step does not allow', () => {
    type Step<Kind> = Extract<SignInState['step'], { kind: Kind }>
    expectTypeOf<Step<'start'>['password']>().toBeFunction()
    expectTypeOf<Step<'start'>>().not.toHaveProperty('verify')
    expectTypeOf<Step<'verify-code'>['verify']>().parameters.toEqualTypeOf<[code: string]>()
    expectTypeOf<Step<'verify-code'>>().not.toHaveProperty('password')
    expectTypeOf<Step<'loading' | 'complete' | 'ended'>>().not.toHaveProperty('verify')
  })
})

describe('what users read', () => {
  test('is null where there is known to be none, and undefined while it is not known', () => {
    expectTypeOf<ReturnType<Client['$session']['get']>>().toEqualTypeOf<Session | null>()
    expectTypeOf<SessionView['session']>().toEqualTypeOf<Session | null>()
    expectTypeOf<ReturnType<Client['$user']['get']>>().toEqualTypeOf<User | null | undefined>()
    expectTypeOf<ReturnType<Client['$activeSignIn']['get']>>().toEqualTypeOf<SignIn | null | undefined>()
  })

  test('of a session has an active sign-in', () => {
    expectTypeOf<Session['activeSignIn']>().toEqualTypeOf<SignIn>()
    expectTypeOf<Session>().toExtend<NonNullable<SessionState['container']>>()
  })

  test('of a status and a reason is one of a few', () => {
    expectTypeOf<SessionStatus>().toEqualTypeOf<'loading' | 'unavailable' | 'signed-out' | 'signed-in'>()
    expectTypeOf<SignedOutReason>().toEqualTypeOf<'here' | 'elsewhere' | 'expired' | 'revoked' | 'replaced'>()
  })

  test('of an error is a code, open to what the server names', () => {
    expectTypeOf<SessionError['code']>().toEqualTypeOf<SessionErrorCode>()
    expectTypeOf<'offline'>().toExtend<SessionErrorCode>()
    expectTypeOf<'email-exists'>().toExtend<SessionErrorCode>()
    expectTypeOf<typeof isSessionError>().guards.toEqualTypeOf<SessionError>()
  })
})

describe('commands', () => {
  test('take what they need and give a promise of nothing', () => {
    expectTypeOf<Client['signOut']>().toEqualTypeOf<(signInId?: string) => Promise<void>>()
    expectTypeOf<Client['switchSignIn']>().toEqualTypeOf<(signInId: string) => Promise<void>>()
    expectTypeOf<Client['switchOrganization']>().toEqualTypeOf<(organizationId?: string) => Promise<void>>()
    expectTypeOf<Client['switchWorkspace']>().toEqualTypeOf<(workspaceId: string) => Promise<void>>()
    expectTypeOf<Client['exchangeTicket']>().toEqualTypeOf<(ticket: string) => Promise<void>>()
    expectTypeOf<Client['refetch']>().toEqualTypeOf<() => Promise<void>>()
    expectTypeOf<Client['invalidateTokens']>().toEqualTypeOf<() => void>()
  })

  test('give a token by template or by request', () => {
    expectTypeOf<Client['getToken']>().toEqualTypeOf<GetToken>()
    expectTypeOf<GetToken>().toEqualTypeOf<(request?: string | TokenRequest) => Promise<string>>()
    expectTypeOf<{ template: undefined }>().toExtend<TokenRequest>()
  })

  test('start and end what runs', () => {
    expectTypeOf<Client['start']>().toEqualTypeOf<() => () => void>()
    expectTypeOf<Client['stop']>().toEqualTypeOf<() => void>()
    expectTypeOf<Client['dehydrate']>().toEqualTypeOf<() => InitialState>()
    expectTypeOf<ReturnType<typeof createClient>>().toEqualTypeOf<Client>()
  })

  test('of the app give what their schema reads', () => {
    const ask = (client: Client, request: ApiRequest<number>) => client.request(request)
    const change = (client: Client, request: ApiRequest<Date>, options: MutateOptions) =>
      client.mutate(request, options)
    expectTypeOf(ask).returns.resolves.toEqualTypeOf<number>()
    expectTypeOf(change).returns.resolves.toEqualTypeOf<Date>()
  })

  test('listen to the events there are, and stop', () => {
    const listen = (client: Client) =>
      client.on('signed-out', ({ reason }) => expectTypeOf(reason).toEqualTypeOf<SignedOutReason>())
    expectTypeOf(listen).returns.toEqualTypeOf<() => void>()
    expectTypeOf<keyof ClientEvents>().toEqualTypeOf<
      'signed-in' | 'signed-out' | 'session-expiring' | 'context-changed'
    >()
  })
})

test('an authenticated fetch is a fetch', () => {
  expectTypeOf<ReturnType<typeof createAuthFetch>>().toEqualTypeOf<typeof fetch>()
})

test('what may be asked is any text while the app has registered nothing; a token is asked for no role', () => {
  expectTypeOf<Required<Demand>>().toEqualTypeOf<{
    readonly permission: string
    readonly anyOf: readonly string[]
    readonly allOf: readonly string[]
    readonly role: string
    readonly organization: string
    readonly workspace: string
  }>()
  expectTypeOf<TokenDemand>().toEqualTypeOf<Omit<Demand, 'role'>>()
  expectTypeOf<Client['has']>().toEqualTypeOf<(demand: Demand) => boolean>()
})

/** What is left of a type after JSON: what cannot be written shows as never. */
type Written<T> = T extends Json | undefined
  ? T
  : T extends (...args: never) => unknown
    ? never
    : T extends object
      ? { [K in keyof T]: Written<T[K]> }
      : never

test('a state can be written as JSON: a function or an unknown value has no place in it', () => {
  expectTypeOf<Written<InitialState>>().toEqualTypeOf<InitialState>()
  expectTypeOf<Written<{ seen: unknown }>>().not.toEqualTypeOf<{ seen: unknown }>()
  expectTypeOf<Written<{ see: () => void }>>().not.toEqualTypeOf<{ see: () => void }>()
})
