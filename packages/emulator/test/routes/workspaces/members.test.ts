import { describe, expect, test } from 'vitest'
import { refusal, visitAcme } from '../../visit-acme'

async function visitEngineering(who?: string) {
  const room = await visitAcme(who)
  const memberOf = (name: string, workspace = 'Engineering') => room.world.workspaceMembership(name, workspace).id
  return { ...room, memberOf, members: `${room.engineering}/members` }
}

describe('the members of a workspace', () => {
  test('are listed with the user, in pages, and searched', async () => {
    const { visitor, members } = await visitEngineering('linus')
    const { data, meta } = (await visitor.get(`${members}?limit=2&page=2`)).body.data
    expect(meta).toEqual({ has_more: false, page: 2, limit: 2 })
    expect(data).toMatchObject([
      { user: { username: 'ada' }, workspace: { name: 'Engineering' }, roles: [{ name: 'Admin' }] },
    ])
    expect((await visitor.get(`${members}?search=hopper`)).body.data.data).toHaveLength(1)
  })

  test('stay in the organization when removed', async () => {
    const { visitor, other, members, memberOf, engineering, world } = await visitEngineering()
    await other.signIn('linus@example.com')
    await other.post(`/session/switch-workspace?workspace_id=${world.workspace('Engineering').id}`)
    expect((await visitor.post(`${members}/${memberOf('linus')}/remove`)).body.data).toEqual({ success: true })
    const { active_signin } = await other.session()
    expect(active_signin).not.toHaveProperty('active_workspace_membership')
    expect(active_signin.active_organization_membership.organization.name).toBe('Acme')
    expect((await other.get(`${engineering}/members`)).body).toMatchObject(refusal(403))
  })

  test('get and lose roles', async () => {
    const { visitor, members, memberOf, roleNamed, world } = await visitEngineering()
    const change = (what: string) =>
      visitor.post(`${members}/${memberOf('linus')}/roles/${roleNamed('Analyst')}/${what}`)
    expect((await change('add')).body.data).toEqual({ success: true })
    expect(world.workspaceMembership('linus', 'Engineering').roleIds).toContain(roleNamed('Analyst'))
    expect((await change('remove')).body.data).toEqual({ success: true })
    expect(world.workspaceMembership('linus', 'Engineering').roleIds).not.toContain(roleNamed('Analyst'))
  })

  test('are not those of another workspace, nor do they get the roles of the organization', async () => {
    const { visitor, members, memberOf, roleNamed } = await visitEngineering()
    const elsewhere = memberOf('ada', 'Marketing')
    expect((await visitor.post(`${members}/${elsewhere}/remove`)).body).toMatchObject(refusal(404))
    const billing = `${members}/${memberOf('linus')}/roles/${roleNamed('Billing')}/add`
    expect((await visitor.post(billing)).body).toMatchObject(refusal(404))
  })

  test.each(['remove', 'roles/1/add', 'roles/1/remove'])('are managed by managers only: %s', async (what) => {
    const { visitor, members, memberOf, world } = await visitEngineering('linus')
    const path = `${members}/${memberOf('grace')}/${what}`
    expect((await visitor.post(path)).body).toMatchObject(refusal(403))
    world.setRolePermissions(world.workspaceMembership('linus', 'Engineering').roleIds[0] ?? '', ['workspace:manage'])
    expect((await visitor.post(path)).status).not.toBe(403)
  })
})
