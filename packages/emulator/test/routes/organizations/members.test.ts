import { describe, expect, test } from 'vitest'
import { refusal, visitAcme } from '../../visit-acme'

describe('the members of an organization', () => {
  test('are listed newest first, with the user, the organization and the roles', async () => {
    const { visitor, acme } = await visitAcme('linus')
    const { data, meta } = (await visitor.get(`${acme}/members`)).body.data
    expect(meta).toEqual({ has_more: false, page: 1, limit: 10 })
    expect(data.map(({ user }: { user: { username: string } }) => user.username)).toEqual(['linus', 'grace', 'ada'])
    expect(data[2]).toMatchObject({
      user: { first_name: 'Ada', primary_email_address: { email: 'ada@example.com' }, has_profile_picture: false },
      organization: { name: 'Acme' },
      roles: [{ name: 'Admin' }, { name: 'Billing' }],
    })
    expect(Object.keys(data[2].user)).not.toContain('user_email_addresses')
    expect(data[2]).not.toHaveProperty('eligibility_restriction')
  })

  test('lose their membership when removed; the sign-in elsewhere keeps a dangling id', async () => {
    const { visitor, other, acme, world, memberOfAcme } = await visitAcme()
    await other.signIn('linus@example.com')
    await other.post(`/session/switch-organization?organization_id=${world.organization('Acme').id}`)
    const id = memberOfAcme('linus')
    expect((await visitor.post(`${acme}/members/${id}/remove`)).body.data).toEqual({ success: true })
    const { active_signin } = await other.session()
    expect(active_signin.active_organization_membership_id).toBe(id)
    expect(active_signin).not.toHaveProperty('active_organization_membership')
    expect((await other.get(`${acme}/members`)).body).toMatchObject(refusal(403))
    expect(() => world.workspaceMembership('linus', 'Engineering')).toThrow()
  })

  test('get and lose roles, which their other sessions see', async () => {
    const { visitor, other, acme, world, memberOfAcme, roleNamed } = await visitAcme()
    await other.signIn('linus@example.com')
    await other.post(`/session/switch-organization?organization_id=${world.organization('Acme').id}`)
    const rolesNow = async () =>
      (await other.session()).active_signin.active_organization_membership.roles.map(
        ({ name }: { name: string }) => name,
      )
    const change = async (what: string) =>
      (await visitor.post(`${acme}/members/${memberOfAcme('linus')}/roles/${roleNamed('Billing')}/${what}`)).body.data
    expect(await change('add')).toEqual({ success: true })
    expect(await change('add')).toEqual({ success: true })
    expect(await rolesNow()).toEqual(['Member', 'Billing'])
    expect(await change('remove')).toEqual({ success: true })
    expect(await change('remove')).toEqual({ success: true })
    expect(await rolesNow()).toEqual(['Member'])
  })

  test.each([
    ['a member of another organization', 'remove'],
    ['a member of another organization', 'roles/Billing/add'],
    ['nobody', 'remove'],
    ['linus', 'roles/Auditor/add'],
    ['linus', 'roles/Analyst/remove'],
    ['linus', 'roles/none/add'],
  ])('are not %s for %s', async (who, what) => {
    const { visitor, acme, world, memberOfAcme, roleNamed } = await visitAcme()
    const elsewhere = world.organizationMembership('linus', 'Globex').id
    const member = who === 'linus' ? memberOfAcme(who) : who === 'nobody' ? '1' : elsewhere
    const path = what.replace(/(?<=roles\/)\w+/, (name) => roleNamed(name) || '1')
    expect((await visitor.post(`${acme}/members/${member}/${path}`)).body).toMatchObject(refusal(404))
  })

  test.each(['remove', 'roles/1/add', 'roles/1/remove'])('are managed by managers only: %s', async (what) => {
    const { visitor, acme, world, memberOfAcme } = await visitAcme('linus')
    const path = `${acme}/members/${memberOfAcme('grace')}/${what}`
    expect((await visitor.post(path)).body).toMatchObject(refusal(403))
    world.setRolePermissions(world.organizationMembership('linus', 'Acme').roleIds[0] ?? '', ['organization:manage'])
    expect((await visitor.post(path)).status).not.toBe(403)
  })
})
