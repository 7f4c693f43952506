import { seedPassword } from '@wachter/emulator'
import { comeBackFromProvider } from '@wachter/testing/provider-visit'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createEmailAddresses, createProfile } from '../../../src/account/index.js'
import {
  createInvitation,
  createPasswordReset,
  createProviderSignIn,
  createSignIn,
  createSignUp,
  createWaitlist,
} from '../../../src/flows/index.js'
import { createEnterpriseConnections } from '../../../src/tenancy/index.js'
import { fakePage, pass, setUp } from '../../set-up.js'
import { asText, at, codesIn } from '../steps.js'

type Tab = Awaited<ReturnType<ReturnType<typeof setUp>['openAs']>>

const email = 'grace@example.com'

/** Two tabs of a browser: ada is signed in, and grace comes and goes in the second tab. */
async function setUpTabs() {
  const stage = setUp()
  const first = await stage.openAs(['ada'])
  const second = await stage.open()
  const comeAndGo = async () => {
    await second.signIn('grace')
    await pass()
    await second.client.signOut(second.idOf('grace'))
    await pass()
  }
  /** What is still known of grace where she was. */
  const remains = (state: unknown) => asText([state, [...stage.storage.entries]]).match(/g[^@"]{0,9}@example.com/g)
  return { ...stage, client: first.client, first, second, comeAndGo, remains }
}

const watched = <F extends { readonly $state: { listen(listener: () => void): () => void } }>(flow: F): F => {
  onTestFinished(flow.$state.listen(() => undefined))
  return flow
}

describe('once an account was signed out in another tab, nothing of it stays', () => {
  test.each([
    ['watched', watched],
    ['that nobody watches', <F>(flow: F) => flow],
  ])('in a password reset %s, nor in storage', async (_, look) => {
    const { client, comeAndGo, remains } = await setUpTabs()
    const flow = (look as typeof watched)(createPasswordReset(client))
    await at(flow.$state.get(), 'request').send(email)
    expect(remains(flow.$state.get())).not.toBeNull()
    await comeAndGo()
    at(flow.$state.get(), 'request')
    expect(remains(flow.$state.get())).toBeNull()
  })

  test('in storage, although nobody reads the flow again', async () => {
    const { client, comeAndGo, remains } = await setUpTabs()
    await at(createPasswordReset(client).$state.get(), 'request').send(email)
    await comeAndGo()
    expect(remains(undefined)).toBeNull()
  })

  test('in a sign-in that was begun, nor in storage', async () => {
    const { client, comeAndGo, remains, world } = await setUpTabs()
    const flow = watched(createSignIn(client))
    const body = { status: 200, data: { masked_email: 'g***@example.com' } }
    world.faults.add({ path: '/auth/prepare-verification', body, once: true })
    expect(at(await at(flow.$state.get(), 'start').emailCode({ email }), 'verify-code').address).toMatch(/example/)
    await comeAndGo()
    at(flow.$state.get(), 'start')
    expect(remains(flow.$state.get())).toBeNull()
  })

  test('in a sign-in whose browser session is gone, nor in storage', async () => {
    const { client, world, remains, second } = await setUpTabs()
    await second.signIn('grace')
    await pass()
    const flow = watched(createSignIn(client))
    const body = { status: 200, data: { masked_email: 'g***@example.com' } }
    world.faults.add({ path: '/auth/prepare-verification', body, once: true })
    await at(flow.$state.get(), 'start').emailCode({ email: 'linus@example.com' })
    expect(remains(flow.$state.get())).not.toBeNull()
    world.deleteSession(client.$state.get().container?.id ?? '')
    await client.refetch()
    at(flow.$state.get(), 'ended')
    expect(remains(flow.$state.get())).toBeNull()
  })

  test('of what a sign-in was asked about an address', async () => {
    const { client, comeAndGo, remains } = await setUpTabs()
    const flow = watched(createSignIn(client))
    await at(flow.$state.get(), 'start').identify(' Grace@Example.com')
    expect(at(flow.$state.get(), 'start').identified).toBeDefined()
    await comeAndGo()
    expect(at(flow.$state.get(), 'start').identified).toBeUndefined()
    expect(remains(flow.$state.get())).toBeNull()
  })

  test('in a waitlist', async () => {
    const { client, comeAndGo, world } = await setUpTabs()
    world.changeDeployment({ restrictions: { sign_up_mode: 'waitlist' } })
    const flow = watched(createWaitlist(client))
    const rename = world.faults.add({
      path: '/waitlist/join',
      body: { status: 200, data: { entry: { id: '1', email, first_name: 'Grace', last_name: 'Hopper' } } },
    })
    at(await at(flow.$state.get(), 'start').join({ email }), 'joined')
    rename.remove()
    await comeAndGo()
    at(flow.$state.get(), 'start')
  })

  test('in an invitation', async () => {
    const { client, comeAndGo, world } = await setUpTabs()
    const flow = watched(createInvitation(client))
    const { token } = world.inviteToOrganization({ email, organization: 'Acme' })
    at(await at(flow.$state.get(), 'start').accept(token), 'wrong-account')
    await comeAndGo()
    at(flow.$state.get(), 'start')
  })
})

test('what is about somebody else stays', async () => {
  const { client, comeAndGo, storage } = await setUpTabs()
  const reset = watched(createPasswordReset(client))
  await at(reset.$state.get(), 'request').send('linus@example.com')
  const signIn = watched(createSignIn(client))
  await at(signIn.$state.get(), 'start').emailCode({ email: 'linus@example.com' })
  await comeAndGo()
  at(reset.$state.get(), 'verify-code')
  at(signIn.$state.get(), 'verify-code')
  expect([...storage.entries.keys()].filter((name) => name.includes('password-reset'))).toHaveLength(1)
})

test('an invitation for another account than the one that is signed out can be tried again', async () => {
  const { client, world } = await setUpTabs()
  const flow = watched(createInvitation(client))
  const { token } = world.inviteToOrganization({ email, organization: 'Acme' })
  const { retry } = at(await at(flow.$state.get(), 'start').accept(token), 'wrong-account')
  await client.signOut()
  at(await retry(), 'sign-in-required')
})

test('a sign-in that is complete does not become that of whoever comes after its account has left', async () => {
  const { second, client } = await setUpTabs()
  const flow = watched(createSignIn(client))
  await at(flow.$state.get(), 'start').password({ email, password: seedPassword })
  at(flow.$state.get(), 'complete')
  await client.signOut()
  await second.signIn('linus')
  await pass()
  expect(client.$user.get()?.username).toBe('linus')
  at(flow.$state.get(), 'start')
})

test('a sign-up that is complete does not either', async () => {
  const { second, client, world } = await setUpTabs()
  world.changeDeployment({ auth_settings: { verification_policy: { email: false } } })
  const flow = watched(createSignUp(client))
  const mary = { email: 'mary@example.com', username: 'mary', password: 'Modern-Prometheus-1818' }
  await at(flow.$state.get(), 'start').submit({ ...mary, firstName: 'Mary', lastName: 'Shelley' })
  at(flow.$state.get(), 'complete')
  await client.signOut()
  await second.signIn('linus')
  await pass()
  at(flow.$state.get(), 'start')
})

test('a reset that is complete does not either', async () => {
  const { second, client, world } = await setUpTabs()
  const flow = watched(createPasswordReset(client))
  await at(flow.$state.get(), 'request').send(email)
  await at(flow.$state.get(), 'verify-code').verify(codesIn(world).at(-1) ?? '')
  at(await at(flow.$state.get(), 'new-password').submit('a-better-horse'), 'complete')
  await client.signOut()
  await second.signIn('linus')
  await pass()
  at(flow.$state.get(), 'request')
})

test('a visit at a provider that is complete does not either', async () => {
  const { client, first } = await setUpTabs()
  const flow = watched(createProviderSignIn(client))
  at(await flow.handleCallback(), 'complete')
  await client.signOut()
  await first.signIn('linus')
  at(flow.$state.get(), 'start')
})

test('a sign-in is complete for as long as its own account is here', async () => {
  const { client, first } = await setUpTabs()
  const flow = watched(createSignIn(client))
  await at(flow.$state.get(), 'start').password({ email, password: seedPassword })
  await client.signOut(first.idOf('ada'))
  expect(client.$user.get()?.username).toBe('grace')
  at(flow.$state.get(), 'complete')
})

test.each([
  ['is signed out', ({ client }: Tab) => client.signOut()],
  ['gives way to another', ({ client, idOf }: Tab) => client.switchSignIn(idOf('linus'))],
])('what went wrong for an account goes when it %s', async (_, end) => {
  const { openAs } = setUp()
  const tab = await openAs(['linus', 'ada'])
  const flow = watched(createProviderSignIn(tab.client, { navigate: false }))
  await at(flow.$state.get(), 'start').connect('unknown_oauth')
  expect(flow.$state.get().error).toBeDefined()
  await end(tab)
  expect(flow.$state.get().error).toBeUndefined()
})

describe('an action that another account, organization or workspace outlasts', () => {
  const taken = JSON.stringify({ status: 400, message: 'grace is taken', data: null, errors: null })

  test('shows neither its name nor what the server said, once its account was signed out in another tab', async () => {
    const { openAs, open, world } = setUp()
    const { client, idOf } = await openAs(['linus', 'ada'])
    const other = await open()
    const flow = watched(createProfile(client))
    const slow = world.faults.add({ path: '/me', method: 'POST', status: 400, body: taken, hold: true, once: true })
    const updating = at(flow.$state.get(), 'edit').update({ username: 'grace' })
    await slow.held()
    expect(flow.$state.get().pending).toBe('update')
    await other.client.signOut(idOf('ada'))
    await pass()
    expect(flow.$state.get()).toMatchObject({ step: { kind: 'signed-out' }, pending: undefined })
    slow.release()
    expect((await updating).error?.code).toBe('context-changed')
    expect(asText(flow.$state.get())).not.toContain('taken')
  })

  test('shows nothing of it either where the step began with the account', async () => {
    const { openAs, world } = setUp()
    const { client, idOf } = await openAs(['linus', 'ada'])
    const flow = watched(createEmailAddresses(client))
    await at(flow.$state.get(), 'manage').add({ email: 'a@example.com' })
    const id = client.$user.get()?.userEmailAddresses.find(({ verified }) => !verified)?.id ?? ''
    const { resend } = at(await at(flow.$state.get(), 'manage').verify(id), 'verify')
    await pass(30_000)
    const path = '/me/email-addresses/*/prepare-verification'
    const slow = world.faults.add({ path, status: 400, body: taken, hold: true, once: true })
    const sending = resend()
    await slow.held()
    await client.switchSignIn(idOf('linus'))
    expect(flow.$state.get().pending).toBeUndefined()
    slow.release()
    expect((await sending).error?.code).toBe('context-changed')
    expect(asText(flow.$state.get())).not.toContain('taken')
  })

  test('shows nothing of it in another organization', async () => {
    const { openAs, world, organization } = setUp()
    const { client } = await openAs(['ada'])
    await client.switchOrganization(organization('Acme'))
    const flow = watched(createEnterpriseConnections(client))
    await pass()
    const slow = world.faults.add({
      path: '/organizations/*/enterprise-connections/*/test',
      status: 400,
      body: taken,
      hold: true,
      once: true,
    })
    const testing = at(flow.$state.get(), 'manage').test('1')
    await slow.held()
    await client.switchOrganization(organization('Globex'))
    expect(flow.$state.get().pending).toBeUndefined()
    slow.release()
    expect((await testing).error?.code).toBe('context-changed')
    expect(asText(flow.$state.get())).not.toContain('taken')
  })
})

describe('connecting', () => {
  async function setUpConnecting() {
    const stage = setUp()
    const tab = await stage.openAs(['grace', 'ada'])
    const flow = watched(createProviderSignIn(tab.client, { navigate: false }))
    const connect = () => at(flow.$state.get(), 'start').connect('google_oauth')
    return { ...stage, ...tab, flow, connect }
  }

  test('does not lead to the provider for an account that is not active any more, nor once it is again', async () => {
    const { flow, connect, client, idOf } = await setUpConnecting()
    at(await connect(), 'redirecting')
    await client.switchSignIn(idOf('grace'))
    at(flow.$state.get(), 'start')
    await client.switchSignIn(idOf('ada'))
    at(flow.$state.get(), 'start')
  })

  test('context-changed: another account is active by the time the address is known', async () => {
    const { flow, connect, client, idOf, world } = await setUpConnecting()
    const slow = world.faults.add({ path: '/me/init-sso-connection', hold: true, once: true })
    const connecting = connect()
    await slow.held()
    await client.switchSignIn(idOf('grace'))
    await client.switchSignIn(idOf('ada'))
    slow.release()
    expect((await connecting).error?.code).toBe('context-changed')
    at(flow.$state.get(), 'start')
  })

  test('is shown of the account that has the connection now, and of no other', async () => {
    const { connect, emulator, tab, idOf } = await setUpConnecting()
    const { url } = at(await connect(), 'redirecting')
    const { search } = await comeBackFromProvider(emulator, url, { email: 'ada@google.example' })
    const back = tab({ page: fakePage(`https://app.test/callback${search}`) })
    const flow = watched(createProviderSignIn(back.client))
    back.client.start()
    await pass()
    at(await flow.handleCallback(), 'connected')
    await back.client.switchSignIn(idOf('grace'))
    at(flow.$state.get(), 'start')
    at(await flow.handleCallback(`https://app.test/callback${search}`), 'start')
  })
})
