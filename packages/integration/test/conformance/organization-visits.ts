import * as wire from '@wachter/core/wire'
import type { Emulator } from '@wachter/emulator'
import { fieldsOf, listOf } from './schemas.js'
import { asAda, post, signIn, type Visit } from './visit.js'

const acme = ({ world }: Emulator, path: string) => `/organizations/${world.organization('Acme').id}${path}`
const engineering = ({ world }: Emulator, path: string) => `/workspaces/${world.workspace('Engineering').id}${path}`

/** Organizations and workspaces, seen from inside. */
export const organizationVisits: readonly Visit[] = [
  {
    name: 'a new organization',
    before: asAda,
    ask: () => ({ ...post('/organizations'), form: { name: 'Initech' } }),
    schema: fieldsOf({ organization: wire.organization, membership: wire.organizationMembership }),
  },
  {
    name: 'a changed organization',
    before: asAda,
    ask: (emulator) => ({ ...post(acme(emulator, '/update')), form: { name: 'Acme', whitelisted_ips: '10.0.0.1' } }),
    schema: wire.organization,
  },
  {
    name: 'the members of an organization',
    before: (call) => signIn(call, 'linus'),
    ask: (emulator) => ({ path: acme(emulator, '/members') }),
    schema: fieldsOf({ data: wire.organizationMemberships }),
  },
  {
    name: 'no members of an organization',
    before: asAda,
    ask: (emulator) => ({ path: acme(emulator, '/members'), query: { search: 'nobody' } }),
    schema: fieldsOf({ data: wire.organizationMemberships }),
  },
  {
    name: 'the roles in an organization',
    before: asAda,
    ask: (emulator) => ({ path: acme(emulator, '/roles') }),
    schema: listOf(wire.role),
  },
  {
    name: 'a new role in an organization',
    before: asAda,
    ask: (emulator) => ({ ...post(acme(emulator, '/roles')), form: { name: 'Clerk', permissions: 'invoices:read' } }),
    schema: wire.role,
  },
  {
    name: 'a new invitation',
    before: asAda,
    ask: (emulator) => ({ ...post(acme(emulator, '/invitations')), form: { email: 'eve@example.com' } }),
    schema: fieldsOf({ initial_organization_role: wire.role }),
  },
  {
    name: 'a new workspace',
    before: asAda,
    ask: ({ world }) => ({
      ...post('/workspaces'),
      form: { name: 'Sales', organization_id: world.organization('Acme').id },
    }),
    schema: fieldsOf({ workspace: wire.workspace, membership: wire.workspaceMembership }),
  },
  {
    name: 'a changed workspace',
    before: asAda,
    ask: (emulator) => ({ ...post(engineering(emulator, '/update')), form: { name: 'Works', enforce_2fa: 'true' } }),
    schema: fieldsOf({ workspace: wire.workspace }),
  },
  {
    name: 'the members of a workspace',
    before: asAda,
    ask: (emulator) => ({ path: engineering(emulator, '/members') }),
    schema: fieldsOf({ data: wire.workspaceMemberships }),
  },
  {
    name: 'the roles in a workspace',
    before: asAda,
    ask: (emulator) => ({ path: engineering(emulator, '/roles') }),
    schema: listOf(wire.role),
  },
]
