import { describe, expect, test } from 'vitest'
import { badBody, refusal, repeated, visitAcme } from '../../visit-acme'

describe('the roles of an organization', () => {
  test('are the deployment’s and its own', async () => {
    const { visitor, acme, world } = await visitAcme('linus')
    const { data } = (await visitor.get(`${acme}/roles`)).body
    expect(data.map(({ name }: { name: string }) => name)).toEqual(['Admin', 'Member', 'Billing'])
    expect(data[0].organization_id).toBeNull()
    expect(data[2]).toMatchObject({ permissions: ['invoices:read', 'invoices:write'] })
    expect(data[2].organization_id).toBe(world.organization('Acme').id)
  })

  test.each([
    ['repeated', repeated(['name', 'Clerk'], ['permissions', 'invoices:read'], ['permissions', 'invoices:write'])],
    ['indexed', repeated(['name', 'Clerk'], ['permissions[0]', 'invoices:read'], ['permissions[1]', 'invoices:write'])],
    ['single', repeated(['name', 'Clerk'], ['permissions', 'invoices:read'])],
  ])('are created with %s permissions, and members may have them', async (how, init) => {
    const { visitor, acme, memberOfAcme } = await visitAcme()
    const { data: role } = (await visitor.post(`${acme}/roles`, undefined, init)).body
    const permissions = how === 'single' ? ['invoices:read'] : ['invoices:read', 'invoices:write']
    expect(role).toMatchObject({ name: 'Clerk', permissions })
    const path = `${acme}/members/${memberOfAcme('linus')}/roles/${role.id}/add`
    expect((await visitor.post(path)).status).toBe(200)
  })

  test('are not created when custom roles are off', async () => {
    const { visitor, acme, world } = await visitAcme()
    world.changeDeployment({ b2b_settings: { custom_org_role_enabled: false } })
    expect((await visitor.post(`${acme}/roles`, { name: 'Clerk' })).body).toMatchObject(refusal(403))
  })

  test('need a name', async () => {
    const { visitor, acme } = await visitAcme()
    expect((await visitor.post(`${acme}/roles`, { permissions: 'invoices:read' })).body).toMatchObject(badBody)
  })

  test('have listed permissions only, or with the switch only others', async () => {
    const { visitor, acme, world } = await visitAcme()
    const create = async (permissions: string) =>
      (await visitor.post(`${acme}/roles`, { name: 'Clerk', permissions })).body.status
    expect(await create('files:read')).toBe(403)
    expect(await create('invoices:read')).toBe(200)
    world.switches.refusesListedPermissions = true
    expect(await create('files:read')).toBe(200)
    expect(await create('invoices:read')).toBe(403)
  })

  test('are taken from their members when removed', async () => {
    const { visitor, acme, world, roleNamed } = await visitAcme()
    const id = roleNamed('Billing')
    expect((await visitor.post(`${acme}/roles/${id}/remove`)).body.data).toEqual({})
    expect(world.organizationMembership('ada', 'Acme').roleIds).not.toContain(id)
    expect((await visitor.post(`${acme}/roles/${id}/remove`)).body).toMatchObject(refusal(404))
  })

  test.each([
    ['of the deployment', 'Member', 403],
    ['of another organization', 'Auditor', 404],
    ['of a workspace', 'Analyst', 404],
  ])('%s are not removed', async (_, name, status) => {
    const { visitor, acme, roleNamed } = await visitAcme()
    expect((await visitor.post(`${acme}/roles/${roleNamed(name)}/remove`)).body).toMatchObject(refusal(status))
  })

  test.each(['roles', 'roles/1/remove'])('are changed by managers only: %s', async (path) => {
    const { visitor, acme } = await visitAcme('linus')
    expect((await visitor.post(`${acme}/${path}`, { name: 'Clerk' })).body).toMatchObject(refusal(403))
  })
})
