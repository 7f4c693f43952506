import type {
  Client,
  Deployment,
  OrganizationMembership,
  ResourceState,
  Session,
  SessionError,
  ShowCondition,
  SignIn,
  User,
  WorkspaceMembership,
} from '@wachter/core'
import { expectTypeOf, test } from 'vitest'
import type { Ref } from 'vue'
import type {
  SessionLoading,
  SessionUnavailable,
  Show,
  SignedIn,
  SignedOut,
  useClient,
  useDeployment,
  useHas,
  useOrganizationMemberships,
  useSession,
  useSignIns,
  useUser,
  useWorkspaceMemberships,
} from '../src/index.js'

test('useSession gives the documented names as refs and functions, functions never null', () => {
  expectTypeOf<ReturnType<typeof useSession>>().branded.toEqualTypeOf<{
    readonly loading: Readonly<Ref<boolean>>
    readonly session: Readonly<Ref<Session | null>>
    readonly error: Readonly<Ref<SessionError | undefined>>
    readonly getToken: Client['getToken']
    readonly signOut: (signInId?: string) => Promise<void>
    readonly switchSignIn: (signInId: string) => Promise<void>
    readonly switchOrganization: (organizationId?: string) => Promise<void>
    readonly switchWorkspace: (workspaceId: string) => Promise<void>
    readonly exchangeTicket: (ticket: string) => Promise<void>
    readonly refetch: () => Promise<void>
  }>()
})

test('the other composables give what the client holds', () => {
  expectTypeOf<ReturnType<typeof useUser>>().toEqualTypeOf<Readonly<Ref<User | null | undefined>>>()
  expectTypeOf<ReturnType<typeof useSignIns>>().toEqualTypeOf<Readonly<Ref<readonly SignIn[]>>>()
  expectTypeOf<ReturnType<typeof useHas>>().toEqualTypeOf<Readonly<Ref<Client['has']>>>()
  expectTypeOf<ReturnType<typeof useOrganizationMemberships>['value']>().toEqualTypeOf<
    ResourceState<readonly OrganizationMembership[]>
  >()
  expectTypeOf<ReturnType<typeof useWorkspaceMemberships>['value']>().toEqualTypeOf<
    ResourceState<readonly WorkspaceMembership[]>
  >()
  expectTypeOf<ReturnType<typeof useDeployment>>().branded.toEqualTypeOf<{
    readonly loading: Readonly<Ref<boolean>>
    readonly deployment: Readonly<Ref<Deployment | undefined>>
    readonly error: Readonly<Ref<SessionError | undefined>>
  }>()
})

test('the slots are given what they show, and the session is never null', () => {
  type Slot<C extends abstract new (...args: never) => { $slots: { default?: unknown } }> = NonNullable<
    InstanceType<C>['$slots']['default']
  >
  expectTypeOf<Slot<typeof SignedIn>>().parameter(0).toEqualTypeOf<{ session: Session }>()
  expectTypeOf<Slot<typeof SessionUnavailable>>().parameter(0).toEqualTypeOf<{ error: SessionError | undefined }>()
  expectTypeOf<Slot<typeof SignedOut>>().parameters.toEqualTypeOf<[]>()
  expectTypeOf<Slot<typeof SessionLoading>>().parameters.toEqualTypeOf<[]>()
  expectTypeOf<Slot<typeof Show>>().parameters.toEqualTypeOf<[]>()
  expectTypeOf<InstanceType<typeof Show>['$props']['when']>().toEqualTypeOf<ShowCondition>()
})

test('nobody can set what the client holds', () => {
  type Given = ReturnType<typeof useClient>
  expectTypeOf<Given['$state']>().not.toHaveProperty('set')
  expectTypeOf<Given['$session']>().not.toHaveProperty('set')
  // @ts-expect-error a ref of ours cannot be set
  const set = (user: ReturnType<typeof useUser>) => (user.value = undefined)
  expectTypeOf(set).toBeFunction()
})
