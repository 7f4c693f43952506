import { describe, expect, test } from 'vitest'
import { refusal, repeated, visitAcme } from '../../visit-acme'

describe('the roles of a workspace', () => {
  test('are the deployment’s and its own', async () => {
    const { visitor, engineering, world } = await visitAcme('linus')
    const { data } = (await visitor.get(`${engineering}/roles`)).body
    expect(data.map(({ name }: { name: string }) => name)).toEqual(['Admin', 'Member', 'Analyst'])
    expect(data[0].permissions).toEqual(['workspace:admin'])
    expect(data[2].workspace_id).toBe(world.workspace('Engineering').id)
  })

  test.each(['permissions', 'permissions[0]'])('are created with %s', async (name) => {
    const { visitor, engineering } = await visitAcme()
    const body = repeated(['name', 'Reader'], [name, 'reports:read'], ['permissions', 'workspace:member'])
    const { data } = (await visitor.post(`${engineering}/roles`, undefined, body)).body
    expect(data).toMatchObject({ name: 'Reader', permissions: ['reports:read', 'workspace:member'] })
    expect((await visitor.get(`${engineering}/roles`)).body.data.at(-1).id).toBe(data.id)
  })

  test('are not created when custom roles are off', async () => {
    const { visitor, engineering, world } = await visitAcme()
    world.changeDeployment({ b2b_settings: { custom_workspace_role_enabled: false } })
    expect((await visitor.post(`${engineering}/roles`, { name: 'Reader' })).body).toMatchObject(refusal(403))
  })

  test('have listed permissions only', async () => {
    const { visitor, engineering } = await visitAcme()
    const fields = { name: 'Clerk', permissions: 'invoices:read' }
    expect((await visitor.post(`${engineering}/roles`, fields)).body).toMatchObject(refusal(403))
  })

  test('are deleted once no member has them', async () => {
    const { visitor, engineering, roleNamed, world } = await visitAcme()
    const path = `${engineering}/roles/${roleNamed('Analyst')}/delete`
    expect((await visitor.post(path)).body).toMatchObject(refusal(400))
    world.setMembershipRoles(world.workspaceMembership('grace', 'Engineering').id, ['Member'])
    expect((await visitor.post(path)).body.data).toEqual({ message: expect.any(String) })
    expect((await visitor.post(path)).body).toMatchObject(refusal(404))
  })

  test('of the deployment are not deleted', async () => {
    const { visitor, engineering } = await visitAcme()
    const [admin] = (await visitor.get(`${engineering}/roles`)).body.data
    expect((await visitor.post(`${engineering}/roles/${admin.id}/delete`)).body).toMatchObject(refusal(403))
  })

  test.each(['roles', 'roles/1/delete'])('are changed by admins only: %s', async (path) => {
    const { visitor, engineering, world } = await visitAcme('linus')
    world.setRolePermissions(world.workspaceMembership('linus', 'Engineering').roleIds[0] ?? '', ['workspace:manage'])
    expect((await visitor.post(`${engineering}/${path}`, { name: 'Reader' })).body).toMatchObject(refusal(403))
  })
})
