import type {
  Client,
  Deployment,
  OrganizationMembership,
  ResourceState,
  Session,
  SessionError,
  SignIn,
  User,
  WorkspaceMembership,
} from '@wachter/core'
import type { ComponentProps, Snippet } from 'svelte'
import type { Readable } from 'svelte/store'
import { expectTypeOf, test } from 'vitest'
import type {
  SessionUnavailable,
  SignedIn,
  useClient,
  useDeployment,
  useHas,
  useOrganizationMemberships,
  useSession,
  useSignIns,
  useUser,
  useWorkspaceMemberships,
} from '../src/index.js'

interface Documented {
  readonly loading: boolean
  readonly session: Session | null
  readonly error: SessionError | undefined
  readonly getToken: Client['getToken']
  readonly signOut: (signInId?: string) => Promise<void>
  readonly switchSignIn: (signInId: string) => Promise<void>
  readonly switchOrganization: (organizationId?: string) => Promise<void>
  readonly switchWorkspace: (workspaceId: string) => Promise<void>
  readonly exchangeTicket: (ticket: string) => Promise<void>
  readonly refetch: () => Promise<void>
}

test('useSession gives the documented shape, functions never null, and as a store the same', () => {
  type Given = ReturnType<typeof useSession>
  expectTypeOf<Omit<Given, 'subscribe'>>().branded.toEqualTypeOf<Documented>()
  expectTypeOf<Given extends Readable<infer Value> ? Value : never>().branded.toEqualTypeOf<Documented>()
})

test('the others give what the client holds, now and as a store', () => {
  expectTypeOf<ReturnType<typeof useUser>['current']>().toEqualTypeOf<User | null | undefined>()
  expectTypeOf<ReturnType<typeof useUser>>().toExtend<Readable<User | null | undefined>>()
  expectTypeOf<ReturnType<typeof useSignIns>['current']>().toEqualTypeOf<readonly SignIn[]>()
  expectTypeOf<ReturnType<typeof useHas>['current']>().toEqualTypeOf<Client['has']>()
  expectTypeOf<ReturnType<typeof useHas>>().toExtend<Readable<Client['has']>>()
  expectTypeOf<ReturnType<typeof useOrganizationMemberships>['current']>().toEqualTypeOf<
    ResourceState<readonly OrganizationMembership[]>
  >()
  expectTypeOf<ReturnType<typeof useWorkspaceMemberships>['current']>().toEqualTypeOf<
    ResourceState<readonly WorkspaceMembership[]>
  >()
  interface Shown {
    readonly loading: boolean
    readonly deployment: Deployment | undefined
    readonly error: SessionError | undefined
  }
  expectTypeOf<Omit<ReturnType<typeof useDeployment>, 'subscribe'>>().branded.toEqualTypeOf<Shown>()
  expectTypeOf<ReturnType<typeof useDeployment>>().toExtend<Readable<Shown>>()
})

test('the children of SignedIn are given a session that is never null', () => {
  expectTypeOf<ComponentProps<typeof SignedIn>['children']>().toEqualTypeOf<Snippet<[Session]> | undefined>()
})

test('the children of SessionUnavailable are given what went wrong', () => {
  expectTypeOf<ComponentProps<typeof SessionUnavailable>['children']>().toEqualTypeOf<
    Snippet<[SessionError | undefined]> | undefined
  >()
})

test('nobody can set what the client holds', () => {
  type Given = ReturnType<typeof useClient>
  expectTypeOf<Given['$state']>().not.toHaveProperty('set')
  expectTypeOf<Given['$session']>().not.toHaveProperty('set')
  expectTypeOf<ReturnType<typeof useUser>>().not.toHaveProperty('set')
  // @ts-expect-error a reading cannot be set
  const set = (user: ReturnType<typeof useUser>) => (user.current = undefined)
  expectTypeOf(set).toBeFunction()
})
