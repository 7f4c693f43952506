import { describe, expect, test } from 'vitest'
import { setUp, type Visitor } from '../../visitor'

async function signedIn() {
  const room = setUp()
  await room.visitor.signIn('ada@example.com')
  await room.visitor.signIn('linus@example.com')
  const [linus, ada] = (await room.visitor.session()).signins
  return { ...room, ada: ada.id as string, linus: linus.id as string }
}

const active = async (visitor: Visitor) => (await visitor.session()).active_signin

const generic = (status: number) => ({ status, data: null, errors: [] })

describe('signing out', () => {
  test('one account clears the active one even if that was another', async () => {
    const { visitor, ada, linus } = await signedIn()
    const { body } = await visitor.post(`/session/sign-out?sign_in_id=${ada}`)
    expect(body.data.active_signin.id).toBe(linus)
    expect(body.data.signins).toHaveLength(2)
    const session = await visitor.session()
    expect(session).not.toHaveProperty('active_signin')
    expect(session.signins.map((signin: { id: string }) => signin.id)).toEqual([linus])
  })

  test('all accounts leaves the session anonymous, and the answer stale', async () => {
    const { visitor, linus } = await signedIn()
    const { id } = await visitor.session()
    const { body } = await visitor.post('/session/sign-out')
    expect(body.data.active_signin.id).toBe(linus)
    const session = await visitor.session()
    expect(session.id).toBe(id)
    expect(session).not.toHaveProperty('signins')
    expect(session.signin_attempts).toHaveLength(2)
  })

  test('the stub in the envelope is read after the mutation', async () => {
    const { visitor, world } = await signedIn()
    world.clock.advance(5_000)
    const { body } = await visitor.post('/session/sign-out')
    expect(body.session.updated_at).toBe('2026-01-15T12:00:05Z')
    expect(body.data.updated_at).toBe('2026-01-15T12:00:00Z')
  })

  test('an unknown account is refused generically', async () => {
    const { visitor } = await signedIn()
    const { status, body } = await visitor.post('/session/sign-out?sign_in_id=1')
    expect(status).toBe(400)
    expect(body).toMatchObject(generic(400))
    expect((await visitor.session()).signins).toHaveLength(2)
  })
})

describe('switching account', () => {
  test('answers the session as it is afterwards', async () => {
    const { visitor, ada } = await signedIn()
    const { body } = await visitor.post(`/session/switch-sign-in?sign_in_id=${ada}`)
    expect(body.data.active_signin.id).toBe(ada)
    expect(body.data).toEqual(await visitor.session())
  })

  test.each(['', '1'])('the id "%s" is refused generically', async (id) => {
    const { visitor } = await signedIn()
    const { body } = await visitor.post(`/session/switch-sign-in?sign_in_id=${id}`)
    expect(body).toMatchObject(generic(400))
  })

  test('each account keeps its own organization', async () => {
    const { visitor, world, ada, linus } = await signedIn()
    await visitor.post(`/session/switch-organization?organization_id=${world.organization('Acme').id}`)
    await visitor.post(`/session/switch-sign-in?sign_in_id=${ada}`)
    expect((await active(visitor)).active_organization_membership_id).toBeNull()
    await visitor.post(`/session/switch-sign-in?sign_in_id=${linus}`)
    expect((await active(visitor)).active_organization_membership.organization.name).toBe('Acme')
  })
})

describe('switching organization and workspace', () => {
  async function adaSignedIn() {
    const room = setUp()
    await room.visitor.signIn('ada@example.com')
    const organization = (name: string) =>
      room.visitor.post(`/session/switch-organization?organization_id=${room.world.organization(name).id}`)
    const workspace = (name: string) =>
      room.visitor.post(`/session/switch-workspace?workspace_id=${room.world.workspace(name).id}`)
    return { ...room, organization, workspace }
  }

  test('answers the new ids beside the old membership objects', async () => {
    const { visitor, world, organization } = await adaSignedIn()
    const first = await organization('Acme')
    const acme = world.organizationMembership('ada', 'Acme').id
    expect(first.body.data.active_signin.active_organization_membership_id).toBe(acme)
    expect(first.body.data.active_signin).not.toHaveProperty('active_organization_membership')
    const { active_signin } = (await organization('Globex')).body.data
    expect(active_signin.active_organization_membership_id).toBe(world.organizationMembership('ada', 'Globex').id)
    expect(active_signin.active_organization_membership.organization.name).toBe('Acme')
    expect((await active(visitor)).active_organization_membership.organization.name).toBe('Globex')
  })

  test('a workspace brings its organization, an organization leaves the workspace', async () => {
    const { visitor, organization, workspace } = await adaSignedIn()
    await workspace('Research')
    let signin = await active(visitor)
    expect(signin.active_workspace_membership.workspace.name).toBe('Research')
    expect(signin.active_organization_membership.organization.name).toBe('Globex')
    await organization('Globex')
    signin = await active(visitor)
    expect(signin.active_workspace_membership_id).toBeNull()
    expect(signin).not.toHaveProperty('active_workspace_membership')
  })

  test.each(['organization', 'workspace'])(
    'an empty %s clears both and changes nothing in the answer',
    async (kind) => {
      const { visitor, workspace } = await adaSignedIn()
      await workspace('Engineering')
      const before = await active(visitor)
      const { body } = await visitor.post(`/session/switch-${kind}?${kind}_id=`)
      expect(body.data.active_signin).toEqual(before)
      const after = await active(visitor)
      expect(after.active_organization_membership_id).toBeNull()
      expect(after.active_workspace_membership_id).toBeNull()
    },
  )

  test('the context is remembered for the next sign-in', async () => {
    const { visitor, other, workspace } = await adaSignedIn()
    await workspace('Engineering')
    await visitor.post('/session/sign-out')
    await other.signIn('ada@example.com')
    expect((await active(other)).active_workspace_membership.workspace.name).toBe('Engineering')
  })

  test('a membership that is removed leaves a dangling id', async () => {
    const { visitor, world, organization } = await adaSignedIn()
    await organization('Acme')
    const { id } = world.organizationMembership('ada', 'Acme')
    world.removeMembership(id)
    const signin = await active(visitor)
    expect(signin.active_organization_membership_id).toBe(id)
    expect(signin).not.toHaveProperty('active_organization_membership')
  })

  test('embedded organizations and workspaces are reduced', async () => {
    const { visitor, workspace } = await adaSignedIn()
    await workspace('Engineering')
    const { active_organization_membership, active_workspace_membership, country_code } = await active(visitor)
    const { organization } = active_organization_membership
    expect(organization.created_at).toBe('0001-01-01T00:00:00Z')
    expect(organization).not.toHaveProperty('whitelisted_ips')
    expect(organization).not.toHaveProperty('segments')
    expect(active_organization_membership).not.toHaveProperty('eligibility_restriction')
    expect(Object.keys(active_workspace_membership.roles[0])).toEqual(['id', 'name', 'permissions'])
    expect(country_code).toBe('')
  })

  test('not a member, and signed out, are refused generically', async () => {
    const { other, world, visitor } = await adaSignedIn()
    expect((await visitor.post('/session/switch-organization?organization_id=1')).body).toMatchObject(generic(400))
    expect((await visitor.post('/session/switch-workspace?workspace_id=1')).body).toMatchObject(generic(400))
    const { id } = world.organization('Acme')
    expect((await other.post(`/session/switch-organization?organization_id=${id}`)).body).toMatchObject(generic(400))
  })
})

describe('restricted memberships', () => {
  async function enter(who: string, place: 'Globex' | 'Research', room = setUp()) {
    await room.visitor.signIn(`${who}@example.com`)
    const organization = place === 'Globex'
    const { id } = organization ? room.world.organization(place) : room.world.workspace(place)
    return room.visitor.post(
      organization
        ? `/session/switch-organization?organization_id=${id}`
        : `/session/switch-workspace?workspace_id=${id}`,
    )
  }

  test.each(['Globex', 'Research'] as const)('%s refuses Linus, who has no second factor', async (place) => {
    const { status, body } = await enter('linus', place)
    expect(status).toBe(403)
    expect(body).toMatchObject(generic(403))
    expect(body.message).not.toMatch(/factor|mfa/i)
  })

  test.each(['ada', 'grace'])('Globex lets in %s, as admin or with a second factor', async (who) => {
    expect((await enter(who, 'Globex')).status).toBe(200)
  })

  test('a second factor lifts the restriction', async () => {
    const room = setUp()
    room.world.setAuthenticator('linus', true)
    expect((await enter('linus', 'Globex', room)).status).toBe(200)
  })

  test('the address counts as the request says it', async () => {
    const room = setUp()
    room.world.setEntryRules({ organization: 'Globex' }, { whitelistedIps: ['10.0.0.0/8'] })
    expect((await enter('grace', 'Globex', room)).status).toBe(403)
    const url = `/session/switch-organization?organization_id=${room.world.organization('Globex').id}`
    const inside = await room.visitor.post(url, {}, { headers: { 'X-Wacht-Forwarded-For': '10.1.2.3' } })
    expect(inside.status).toBe(200)
  })

  test('an active context is kept when a restriction appears', async () => {
    const room = setUp()
    await enter('grace', 'Globex', room)
    room.world.setAuthenticator('grace', false)
    expect((await active(room.visitor)).active_organization_membership.organization.name).toBe('Globex')
  })
})

describe('the end of a sign-in', () => {
  test('an expired sign-in disappears, others stay', async () => {
    const { visitor, world, ada, linus } = await signedIn()
    world.setSignInExpiry(linus, world.clock.now() + 1_000)
    world.clock.advance(1_000)
    const session = await visitor.session()
    expect(session).not.toHaveProperty('active_signin')
    expect(session.signins.map((signin: { id: string }) => signin.id)).toEqual([ada])
  })

  test('sign-ins live for thirty days, or as configured', async () => {
    const { visitor } = setUp()
    await visitor.signIn('ada@example.com')
    expect((await active(visitor)).expires_at).toBe('2026-02-14T12:00:00Z')
    const short = setUp({ lifetimes: { signInMs: 60_000 } })
    await short.visitor.signIn('ada@example.com')
    expect((await active(short.visitor)).expires_at).toBe('2026-01-15T12:01:00Z')
    const { body } = await short.visitor.get('/deployment')
    expect(body.data.auth_settings.session_validity_period).toBe(60)
  })

  test('a revoked sign-in disappears', async () => {
    const { visitor, world, linus } = await signedIn()
    world.revokeSignIn(linus)
    expect(await active(visitor)).toBeUndefined()
  })

  test('last_active_at moves in steps of five minutes', async () => {
    const { visitor, world } = await signedIn()
    world.clock.advance(299_000)
    expect((await active(visitor)).last_active_at).toBe('2026-01-15T12:00:00Z')
    world.clock.advance(1_000)
    expect((await active(visitor)).last_active_at).toBe('2026-01-15T12:05:00Z')
  })
})
