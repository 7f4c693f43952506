import { expect, test } from 'vitest'
import { setUp } from '../../visitor'

async function setUpEverything() {
  const { visitor, world } = setUp()
  await visitor.signIn('ada@example.com')
  world.sendNotification({ user: 'ada', title: 'Ada' })
  for (const organization of ['Acme', 'Globex']) world.sendNotification({ organization, title: organization })
  for (const workspace of ['Engineering', 'Research']) world.sendNotification({ workspace, title: workspace })
  const ids: Record<string, string> = {
    acme: world.organization('Acme').id,
    research: world.workspace('Research').id,
  }
  const titles = async (query: string) => {
    const { body } = await visitor.get(`/notifications?${query.replace(/\{(\w+)\}/g, (_, name) => ids[name] ?? '')}`)
    return body.data.notifications?.map(({ title }: { title: string }) => title).reverse()
  }
  return { visitor, world, titles }
}

const all = ['Ada', 'Acme', 'Globex', 'Engineering', 'Research']

test.each([
  ['', all],
  ['scope=&channels=&organization_ids=', all],
  ['scope=all', all],
  ['scope=user', ['Ada']],
  ['scope=organization', ['Acme', 'Globex']],
  ['scope=workspace', ['Engineering', 'Research']],
  ['channels=user', ['Ada']],
  ['channels=user&channels=workspace', ['Ada', 'Engineering', 'Research']],
  ['channels=user,organization', ['Ada', 'Acme', 'Globex']],
  ['scope=organization&channels=user', []],
  ['organization_ids={acme}', ['Ada', 'Acme', 'Engineering', 'Research']],
  ['workspace_ids={research}', ['Ada', 'Acme', 'Globex', 'Research']],
  ['scope=organization&organization_ids={acme}', ['Acme']],
  ['channels=workspace&workspace_ids={research}&workspace_ids=1', ['Research']],
  ['channels=organization&organization_ids=1', []],
])('%j shows %j', async (query, expected) => {
  const { titles } = await setUpEverything()
  expect(await titles(query)).toEqual(expected)
})

test('the current scope follows the active organization and workspace', async () => {
  const { titles, visitor, world } = await setUpEverything()
  expect(await titles('scope=current')).toEqual(['Ada'])
  await visitor.post(`/session/switch-organization?organization_id=${world.organization('Globex').id}`)
  expect(await titles('scope=current')).toEqual(['Ada', 'Globex'])
  await visitor.post(`/session/switch-workspace?workspace_id=${world.workspace('Engineering').id}`)
  expect(await titles('scope=current')).toEqual(['Ada', 'Acme', 'Engineering'])
  expect(await titles('scope=current&channels=workspace')).toEqual(['Engineering'])
})

test('ids of places one is no member of show nothing', async () => {
  const { visitor, world } = setUp()
  await visitor.signIn('linus@example.com')
  world.sendNotification({ workspace: 'Marketing', title: 'Marketing' })
  const { body } = await visitor.get(`/notifications?workspace_ids=${world.workspace('Marketing').id}`)
  expect(body.data.notifications).toEqual([])
})

test('marks and severity filter', async () => {
  const { visitor, world } = setUp()
  await visitor.signIn('ada@example.com')
  const send = (title: string, severity = 'info') => world.sendNotification({ user: 'ada', title, severity }).id
  await visitor.post(`/notifications/${send('read')}/read`)
  await visitor.post(`/notifications/${send('archived')}/archive`)
  await visitor.post(`/notifications/${send('starred')}/star`)
  send('plain', 'error')
  const titles = async (query: string) =>
    (await visitor.get(`/notifications?${query}`)).body.data.notifications.map(({ title }: { title: string }) => title)
  expect(await titles('is_read=true')).toEqual(['read'])
  expect(await titles('is_archived=true')).toEqual(['archived'])
  expect(await titles('is_starred=true')).toEqual(['starred'])
  expect(await titles('severity=error')).toEqual(['plain'])
  expect(await titles('is_archived=false&is_starred=false')).toEqual(['plain', 'read'])
  expect(await titles('is_read=')).toHaveLength(4)
})

test.each([
  'scope=team',
  'channels=user,team',
  'is_read=maybe',
  'limit=0',
  'limit=x',
  'limit=1.5',
  'cursor=x',
  'cursor=-1',
])('%s is a bad request', async (query) => {
  const { visitor } = setUp()
  await visitor.signIn('ada@example.com')
  expect((await visitor.get(`/notifications?${query}`)).body).toMatchObject({ status: 400, data: {}, errors: null })
})
