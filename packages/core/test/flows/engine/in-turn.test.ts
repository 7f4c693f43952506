import { describe, expect, test } from 'vitest'
import { createAccountSignIns, createEmailAddresses, createSocialConnections } from '../../../src/account/index.js'
import { createProviderSignIn } from '../../../src/flows/index.js'
import type { Client } from '../../../src/index.js'
import { createNotifications } from '../../../src/notifications/index.js'
import { createEnterpriseConnections } from '../../../src/tenancy/index.js'
import { memoryStore, pass, setUpSignedIn } from '../../set-up.js'
import { manage, setUpPasskeys } from '../passkeys/passkeys-stage.js'
import { at } from '../steps.js'

interface Done {
  readonly error: { readonly code: string } | undefined
}

interface Write {
  readonly path: string
  /** Prepares the action, and returns it. */
  readonly prepare: (client: Client) => Promise<() => Promise<Done>>
}

const unverifiedIn = async (client: Client) => {
  const flow = createEmailAddresses(client)
  const { step } = await at(flow.$state.get(), 'manage').add({ email: 'a@example.com' })
  const id = step.kind === 'manage' ? step.addresses.find(({ verified }) => !verified)?.id : undefined
  return { verify: () => at(flow.$state.get(), 'manage').verify(id ?? '') }
}

const writes: Record<string, Write> = {
  'the first code for an address': {
    path: '/me/email-addresses/*/prepare-verification',
    prepare: async (client) => (await unverifiedIn(client)).verify,
  },
  'another code for an address': {
    path: '/me/email-addresses/*/prepare-verification',
    async prepare(client) {
      const { verify } = await unverifiedIn(client)
      const { resend } = at(await verify(), 'verify')
      await pass(30_000)
      return resend
    },
  },
  'the way to a provider': {
    path: '/me/init-sso-connection',
    async prepare(client) {
      const { connect } = at(createSocialConnections(client, { navigate: false }).$state.get(), 'manage')
      return () => connect('google_oauth')
    },
  },
  'the way to a provider, by the flow that signs in': {
    path: '/me/init-sso-connection',
    async prepare(client) {
      const { connect } = at(createProviderSignIn(client, { navigate: false }).$state.get(), 'start')
      return () => connect('google_oauth')
    },
  },
  'the test of a connection': {
    path: '/organizations/*/enterprise-connections/*/test',
    async prepare(client) {
      const { test } = at(createEnterpriseConnections(client).$state.get(), 'manage')
      return () => test('1')
    },
  },
  'the mark of a notification': {
    path: '/notifications/*/read',
    async prepare(client) {
      const { read } = at(createNotifications(client).$state.get(), 'manage')
      return () => read('1')
    },
  },
}

async function setUp({ path, prepare }: Write) {
  const stage = await setUpSignedIn(['linus', 'ada'])
  await stage.client.switchOrganization(stage.organization('Acme'))
  const act = await prepare(stage.client)
  // Stamps run ahead of a clock that stands still, and another tab knows nothing of them.
  await pass(1_000)
  const before = stage.asked().length
  const pattern = new RegExp(`^POST ${path.replaceAll('*', '[^/]+')}$`)
  const sent = () =>
    stage
      .asked()
      .slice(before)
      .filter((line) => pattern.test(line))
  const toLinus = () => stage.client.switchSignIn(stage.idOf('linus'))
  const holdSwitch = () => stage.world.faults.add({ path: '/session/switch-sign-in', hold: true, once: true })
  return { ...stage, act, sent, toLinus, holdSwitch }
}

describe.each(Object.entries(writes))('%s', (_, write) => {
  test('is sent for the account that asked', async () => {
    const { act, sent } = await setUp(write)
    await act()
    expect(sent()).toHaveLength(1)
  })

  test.each(['this', 'another'])('context-changed: during a switch in %s tab, nothing is sent', async (tab) => {
    const { act, sent, open, idOf, client, holdSwitch } = await setUp(write)
    const switcher = tab === 'this' ? client : (await open()).client
    const slow = holdSwitch()
    const switching = switcher.switchSignIn(idOf('linus'))
    await slow.held()
    const acting = act()
    await pass()
    slow.release()
    await switching
    expect((await acting).error?.code).toBe('context-changed')
    expect(sent()).toEqual([])
  })

  test('context-changed: answered during a switch, it may be of the next account', async () => {
    const { act, toLinus, world, holdSwitch } = await setUp(write)
    const slow = world.faults.add({ path: write.path, hold: true, once: true })
    const acting = act()
    await slow.held()
    const slowSwitch = holdSwitch()
    const switching = toLinus()
    await slowSwitch.held()
    slow.release()
    await pass()
    slowSwitch.release()
    await switching
    expect((await acting).error?.code).toBe('context-changed')
  })
})

test('after a switch that failed, it is sent', async () => {
  const { act, sent, client, holdSwitch } = await setUp(writes['the first code for an address'] as Write)
  const slow = holdSwitch()
  const switching = client.switchSignIn('404').catch(() => undefined)
  await slow.held()
  const acting = act()
  slow.release()
  await switching
  expect((await acting).error).toBeUndefined()
  expect(sent()).toHaveLength(1)
})

test('context-changed: a switch that begins as soon as the session is known again is waited for, too', async () => {
  const { act, sent, client, toLinus } = await setUp(writes['the first code for an address'] as Write)
  client.stop()
  await pass()
  const switching = client.ready().then(toLinus)
  expect((await act()).error?.code).toBe('context-changed')
  await switching
  expect(sent()).toEqual([])
})

test('context-changed: a passkey of the next account is not begun', async () => {
  const { passkeys, client, idOf, world, asked, authenticator } = await setUpPasskeys(['linus', 'ada'])
  const prompts = authenticator.ceremonies.length
  const slow = world.faults.add({ path: '/session/switch-sign-in', hold: true, once: true })
  const switching = client.switchSignIn(idOf('linus'))
  await slow.held()
  const registering = manage(passkeys).register({ name: 'Phone' })
  await pass()
  slow.release()
  await switching
  expect((await registering).error?.code).toBe('context-changed')
  expect(asked('POST /me/passkeys/register/begin')).toEqual([])
  expect(authenticator.ceremonies).toHaveLength(prompts)
})

test('context-changed: of several sign-ins, those left are not ended during a switch', async () => {
  const stage = await setUpSignedIn(['linus', 'ada'])
  for (let left = 3; left > 0; left--) await stage.openAs(['ada'], { storage: memoryStore(), cookies: memoryStore() })
  const { revokeOthers } = at(createAccountSignIns(stage.client).$state.get(), 'manage')
  const ended = () => stage.asked().filter((line) => line.endsWith('/signout'))
  const first = stage.world.faults.add({ path: '/me/signins/*/signout', hold: true, once: true })
  const revoking = revokeOthers()
  await first.held()
  const slow = stage.world.faults.add({ path: '/session/switch-sign-in', hold: true, once: true })
  const switching = stage.client.switchSignIn(stage.idOf('linus'))
  await slow.held()
  first.release()
  await pass()
  expect(ended()).toHaveLength(1)
  slow.release()
  await switching
  expect((await revoking).error?.code).toBe('context-changed')
  expect(ended()).toHaveLength(1)
})
