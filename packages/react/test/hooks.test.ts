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
import { expectTypeOf, test } from 'vitest'
import type {
  useClient,
  useDeployment,
  useHas,
  useOrganizationMemberships,
  useSession,
  useSignIns,
  useUser,
  useWorkspaceMemberships,
} from '../src/index.js'

test('useSession gives the documented shape, functions never null', () => {
  expectTypeOf<ReturnType<typeof useSession>>().branded.toEqualTypeOf<{
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
  }>()
  expectTypeOf<ReturnType<typeof useSession>['getToken']>().toBeCallableWith('template')
})

test('the other hooks give what the client holds', () => {
  expectTypeOf<ReturnType<typeof useUser>>().toEqualTypeOf<User | null | undefined>()
  expectTypeOf<ReturnType<typeof useSignIns>>().toEqualTypeOf<readonly SignIn[]>()
  expectTypeOf<ReturnType<typeof useHas>>().toEqualTypeOf<Client['has']>()
  expectTypeOf<ReturnType<typeof useOrganizationMemberships>>().toEqualTypeOf<
    ResourceState<readonly OrganizationMembership[]>
  >()
  expectTypeOf<ReturnType<typeof useWorkspaceMemberships>>().toEqualTypeOf<
    ResourceState<readonly WorkspaceMembership[]>
  >()
  expectTypeOf<ReturnType<typeof useDeployment>>().branded.toEqualTypeOf<{
    readonly loading: boolean
    readonly deployment: Deployment | undefined
    readonly error: SessionError | undefined
  }>()
})

test('nobody can set what the client holds', () => {
  type Given = ReturnType<typeof useClient>
  expectTypeOf<Given['$state']>().not.toHaveProperty('set')
  expectTypeOf<Given['$session']>().not.toHaveProperty('set')
  expectTypeOf<Given['$organizationMemberships']>().not.toHaveProperty('set')
})
