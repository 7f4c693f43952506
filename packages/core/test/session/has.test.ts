import { describe, expect, test } from 'vitest'
import { setUp, setUpSignedIn } from '../set-up.js'

describe('what the active account may do', () => {
  test('follows from its roles in the active organization and workspace', async () => {
    const { client, workspace, organization } = await setUpSignedIn(['ada'])
    expect(client.has({ permission: 'organization:admin' })).toBe(false)
    await client.switchWorkspace(workspace('Engineering'))
    expect(client.has({ permission: 'organization:admin' })).toBe(true)
    expect(client.has({ role: 'Admin' })).toBe(true)
    expect(client.has({ allOf: ['organization:admin', 'workspace:admin'] })).toBe(true)
    expect(client.has({ permission: 'organization:admin', organization: organization('Acme') })).toBe(true)
    expect(client.has({ permission: 'organization:admin', organization: organization('Globex') })).toBe(false)
  })

  test('is nothing while the session is not known, and when no account is active', async () => {
    const { tab, openAs } = setUp()
    expect(tab().client.has({ permission: 'organization:admin' })).toBe(false)
    const { client } = await openAs(['ada'])
    await client.signOut()
    expect(client.has({ permission: 'organization:admin' })).toBe(false)
  })

  test('changes in the instant the context changes, before any listener is called', async () => {
    const { client, organization } = await setUpSignedIn(['ada'])
    await client.switchOrganization(organization('Acme'))
    const seen: boolean[] = []
    client.$state.listen(() => seen.push(client.has({ organization: organization('Acme') })))
    await client.switchOrganization()
    expect(seen.at(-1)).toBe(false)
  })
})
