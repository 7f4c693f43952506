import { defaultSeed } from '@wachter/emulator'
import { expect, test } from 'vitest'
import type { Client } from '../../../src/index.js'
import { createNotifications, createUnreadCount } from '../../../src/notifications/index.js'
import {
  createActiveTenancy,
  createOrganization,
  createOrganizations,
  createWorkspaces,
} from '../../../src/tenancy/index.js'
import { setUpNotifications } from '../../notifications/stage.js'
import { pass } from '../../set-up.js'

const seed = { ...defaultSeed, deployment: { b2b_settings: { workspaces_enabled: false } } }

const unknownAtFirst = (name: string) => [{ [name]: undefined }, { [name]: expect.any(Array) }] as const

test.each<[string, (client: Client, options: object) => ReturnType<typeof createUnreadCount>, object, object]>([
  ['an unread count', createUnreadCount, { count: undefined, isLive: false }, { count: 1, isLive: true }],
  ['a list', createNotifications as never, { isLive: false }, { isLive: true }],
  ['a guard', createActiveTenancy as never, { kind: 'loading' }, { kind: 'ready' }],
  ['a choice of organizations', createOrganizations as never, ...unknownAtFirst('memberships')],
  ['a choice of workspaces', createWorkspaces as never, ...unknownAtFirst('memberships')],
  ['a form of the organization', createOrganization as never, ...unknownAtFirst('whitelistedIps')],
])('%s that is hydrated late shows first what the server rendered', async (_, create, first, then) => {
  const { client, open, organization, send, sockets } = await setUpNotifications(['ada'], { seed })
  await client.switchOrganization(organization('Acme'))
  send('One')
  const later = await open({ initialState: client.dehydrate() })
  const make = () => create(later.client, { openSocket: sockets.openSocket }).$state
  make().listen(() => undefined)
  await pass(10_000)
  const $state = make()
  expect($state.init?.step).toMatchObject(first)
  expect($state.get().step).toMatchObject(then)
})
