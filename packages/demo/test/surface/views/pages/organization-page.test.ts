import {
  createDomains,
  createOrganizationInvitations,
  createOrganizationMembers,
  createOrganizationRoles,
  createOrganizations,
} from '@wachter/core/tenancy'
import { expect, test } from 'vitest'
import { organizationPage } from '../../../../src/surface/views/pages/organization-page.ts'
import { listenTo, pageOf, signedIn } from './open-page.ts'

/** The organization page of somebody, who has entered Acme if it is `active`. */
async function setUp(username: string, { active = true } = {}) {
  const { client, world } = await signedIn(username)
  const flows = {
    organizations: createOrganizations(client),
    members: createOrganizationMembers(client),
    roles: createOrganizationRoles(client),
    invitations: createOrganizationInvitations(client),
    domains: createDomains(client),
  }
  listenTo(flows)
  const page = pageOf(() =>
    organizationPage(
      {
        organizations: flows.organizations.$state.get(),
        members: flows.members.$state.get(),
        roles: flows.roles.$state.get(),
        invitations: flows.invitations.$state.get(),
        domains: flows.domains.$state.get(),
      },
      client.has,
    ),
  )
  if (active) await page.press('organizations', 'Acme', 'Enter')
  return { page, world }
}

test('only the organizations are shown while none is active', async () => {
  const { page } = await setUp('ada', { active: false })
  await page.row('organizations', 'Acme')
  expect(page.names()).toEqual(['organizations'])
})

test('an organization that may not be entered says why, and cannot be entered', async () => {
  const { page } = await setUp('linus', { active: false })
  const { detail, buttons } = await page.row('organizations', 'Globex')
  expect(detail).toBe('Set up a second factor to enter')
  expect(buttons.map(({ label }) => label)).toEqual(['Leave'])
})

test('a created organization is the active one', async () => {
  const { page } = await setUp('ada', { active: false })
  await page.submit('organizations', 'create-organization', { name: 'Initech' })
  expect(await page.row('organizations', 'Initech')).toMatchObject({ detail: 'You are here' })
})

test('a plain member sees the members and roles, and no buttons to change them', async () => {
  const { page } = await setUp('linus')
  expect(await page.row('members', 'Ada Lovelace')).toMatchObject({
    detail: 'Admin, Billing · ada@example.com',
    buttons: [],
  })
  expect(await page.row('roles', 'Billing')).toMatchObject({ buttons: [] })
  expect(page.names()).toEqual(['organizations', 'members', 'roles'])
})

test('an admin gives and takes the roles of a member', async () => {
  const { page } = await setUp('ada')
  await page.row('roles', 'Admin')
  await page.press('members', 'Grace Hopper', '+ Admin')
  const { detail } = await page.row('members', 'Grace Hopper')
  expect(detail).toContain('Admin')
  await page.press('members', 'Grace Hopper', '− Admin')
  expect((await page.row('members', 'Grace Hopper')).detail).not.toContain('Admin')
})

test('why an action fails is said in its section only', async () => {
  const { page } = await setUp('ada')
  await page.submit('invitations', 'invite', { email: 'grace@example.com' })
  expect(page.section('invitations').problem?.code).toBe('already-member')
  expect(page.section('members').problem).toBeUndefined()
})

test('an invitation is listed until it is discarded', async () => {
  const { page } = await setUp('ada')
  await page.submit('invitations', 'invite', { email: ' margaret@example.com ' })
  await page.press('invitations', 'margaret@example.com', 'Discard')
  expect(page.titles('invitations')).toEqual([])
})

test('a role of the organization can be created and removed, one of the deployment cannot', async () => {
  const { page } = await setUp('ada')
  await page.row('roles', 'Admin')
  await page.submit('roles', 'create-role', { role: 'Auditor', permissions: 'invoices:read, invoices:write' })
  expect(await page.row('roles', 'Auditor')).toMatchObject({ detail: 'invoices:read, invoices:write' })
  expect(await page.row('roles', 'Admin')).toMatchObject({ buttons: [] })
  await page.press('roles', 'Auditor', 'Remove')
  expect(page.titles('roles')).not.toContain('Auditor')
})

test('a domain shows the record that proves it', async () => {
  const { page } = await setUp('ada')
  await page.submit('domains', 'add-domain', { domain: 'acme.example' })
  expect((await page.row('domains', 'acme.example')).detail).toMatch(
    /^Add this DNS record, then verify: TXT .+acme\.example/,
  )
  await page.press('domains', 'acme.example', 'Verify')
  expect(page.section('domains').problem?.code).toBe('domain-not-verified')
})
