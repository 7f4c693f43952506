import { describe, expect, test } from 'vitest'
import { askControl } from '../../ask-control'
import { setUp } from '../../visitor'

function setUpControl(options?: Parameters<typeof setUp>[0]) {
  const room = setUp(options)
  const open = (json: unknown) => askControl(room.emulator, 'POST', '/sessions', json)
  return { ...room, open }
}

describe('a session is opened', () => {
  test('with somebody signed in, where they are wanted', async () => {
    const { open, visitor, world } = setUpControl()
    const { status, body } = await open({ as: 'ada', workspace: 'Engineering' })
    expect(status).toBe(200)
    visitor.useDevSession(body.token)
    const { id, active_signin } = await visitor.session()
    expect(id).toBe(body.id)
    expect(active_signin.user.username).toBe('ada')
    expect(active_signin.active_organization_membership.organization.name).toBe('Acme')
    expect(active_signin.active_workspace_membership.workspace.name).toBe('Engineering')
    expect(active_signin.expires_at).toBe(
      new Date(world.clock.now() + 30 * 86_400_000).toISOString().replace('.000', ''),
    )
    expect((await visitor.get('/session/token')).status).toBe(200)
  })

  test('with several people, the last one active', async () => {
    const { open, visitor } = setUpControl()
    const { body } = await open({ as: ['grace', 'ada@example.com'], organization: 'Globex' })
    visitor.useDevSession(body.token)
    const { signins, active_signin } = await visitor.session()
    expect(signins.map(({ user }: { user: { username: string } }) => user.username)).toEqual(['ada', 'grace'])
    expect(active_signin.user.username).toBe('ada')
    expect(active_signin.active_organization_membership.organization.name).toBe('Globex')
  })

  test('each time another one', async () => {
    const { open } = setUpControl()
    const [first, second] = [await open({ as: 'ada' }), await open({ as: 'ada' })]
    expect(first.body.id).not.toBe(second.body.id)
  })

  test('in staging as a cookie of the app, which speaks for itself', async () => {
    const { open } = setUpControl()
    const { body } = await open({ as: 'ada' })
    expect(body.cookies).toEqual([
      { name: '__dev_session___localhost_4747', value: body.token, httpOnly: false, secure: false },
    ])
    expect(body.outdated).toEqual([
      '__dev_session_updated_at_localhost_4747',
      '__auth_localhost_4747',
      'wachter_context_localhost_4747',
    ])
  })

  test.each([
    ['http://localhost:4747', { domain: 'localhost', secure: false }],
    ['https://frontend.example.com', { domain: '.example.com', secure: true }],
  ])('in production as the cookie of %s', async (baseUrl, where) => {
    const { open, emulator } = setUpControl({ mode: 'production', baseUrl })
    const { body } = await open({ as: 'grace' })
    expect(body.cookies).toEqual([{ name: '__session', value: body.token, httpOnly: true, ...where }])
    const cookie = `__session=${body.token}`
    const answer = await emulator.handle(new Request(`${baseUrl}/session`), { cookie })
    expect((await answer.json()).data.active_signin.user.username).toBe('grace')
  })
})

test.each([
  [{ as: 'nobody' }, 404, 'nobody'],
  [{ as: 'ada', organization: 'Nowhere' }, 404, 'Nowhere'],
  [{ as: 'ada', organization: 'Globex', workspace: 'Engineering' }, 400, 'another organization'],
  [{ as: 'grace', workspace: 'Marketing' }, 404, 'grace in Marketing'],
  [{ as: 'linus', organization: 'Globex' }, 400, 'linus may not enter Globex: Set up a second factor'],
  [{ as: 'linus', workspace: 'Research' }, 400, 'linus may not enter Research'],
  [{ as: ['grace', 'linus'] }, 400, 'linus is disabled'],
  [{ as: [] }, 400, 'Name somebody'],
  [{ as: [5] }, 400, '"as"'],
  [{}, 400, '"as"'],
])('%j is refused with %i, says why and opens nothing', async (json, status, why) => {
  const { open, world } = setUpControl()
  if (why.includes('disabled')) world.disableUser('linus')
  const answer = await open(json)
  expect(answer.status).toBe(status)
  expect(answer.body.message).toContain(why)
  expect(world.state()).toMatchObject({ sessions: [], signins: [] })
})

test('a page of the web opens no session, and neither does its form', async () => {
  const { emulator, world } = setUpControl()
  const post = (headers: Record<string, string>) =>
    emulator.fetch(`${emulator.baseUrl}/__emulator/sessions`, { method: 'POST', headers, body: '{"as":"ada"}' })
  expect((await post({ Origin: 'https://evil.example', 'Content-Type': 'application/json' })).status).toBe(403)
  expect((await post({ 'Content-Type': 'text/plain' })).status).toBe(415)
  expect(world.state().sessions).toEqual([])
})

test('the index names the deployment and every route once', async () => {
  const { emulator } = setUpControl()
  const { body } = await askControl(emulator, 'GET', '')
  expect(body).toMatchObject({ publishableKey: emulator.publishableKey, mode: 'staging' })
  expect(body.routes).toEqual([...new Set(body.routes)])
  expect(body.routes).toEqual(expect.arrayContaining(['GET /__emulator', 'POST /__emulator/sessions']))
  expect(body.routes.every((route: string) => /^(GET|POST|DELETE) \/__emulator/.test(route))).toBe(true)
})
