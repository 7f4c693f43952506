import { expect, test } from 'vitest'
import { createHostedPages, createProviderSignIn } from '../../src/flows/index.js'
import { keepContextCookie } from '../../src/index.js'
import { digestOf, stateDigestOf } from '../../src/model/context-digest.js'
import { at } from '../flows/steps.js'
import { pass, setUp, setUpSignedIn } from '../set-up.js'

const name = 'wachter_context_localhost_4747'

async function setUpVouching() {
  const stage = await setUpSignedIn(['ada', 'grace'])
  const stop = keepContextCookie(stage.client)
  return { ...stage, stop, word: () => stage.cookies.get(name) }
}

test('a browser vouches for the context of its tokens, by digests', async () => {
  const { client, word, organization } = await setUpVouching()
  const before = word()
  await client.switchOrganization(organization('Acme'))
  const session = client.$session.get()
  const [context, state] = word()?.split('.') ?? []
  expect(context).toBe(
    digestOf({
      sessionId: session?.id,
      userId: client.$user.get()?.id,
      organizationId: organization('Acme'),
      workspaceId: undefined,
    }),
  )
  expect(session && stateDigestOf(session)).toBe(state)
  expect(before?.split('.')[0]).not.toBe(context)
  expect(word()).not.toMatch(/\d{10}/)
})

test('it vouches for nothing from the moment a change begins until it is committed', async () => {
  const { client, word, world, organization } = await setUpVouching()
  const slow = world.faults.add({ path: '/session/switch-organization', hold: true, once: true })
  const switching = client.switchOrganization(organization('Acme'))
  expect(word()).toBeUndefined()
  await slow.held()
  await pass(100)
  expect(word()).toBeUndefined()
  slow.release()
  await switching
  expect(word()).toBeDefined()
})

test('it says that everybody has signed out until the API has heard of it, and then nothing', async () => {
  const { client, word, world } = await setUpVouching()
  const slow = world.faults.add({ path: '/session/sign-out', hold: true, once: true })
  const signingOut = client.signOut()
  expect(word()).toBe(`signed-out.${Date.now()}`)
  await slow.held()
  slow.release()
  await signingOut
  expect(word()).toBeUndefined()
})

test('it says so as long as the API cannot be reached', async () => {
  const { client, word, world } = await setUpVouching()
  const outage = world.faults.add({ drop: true })
  const signingOut = client.signOut().catch(() => undefined)
  await pass(6_000)
  await signingOut
  expect(word()).toMatch(/^signed-out\./)
  outage.remove()
  await pass(120_000)
  expect(word()).toBeUndefined()
})

test('another tab that hears of a sign-out does not take back what this one says', async () => {
  const { open, client, word, world } = await setUpVouching()
  const other = await open()
  keepContextCookie(other.client)
  const slow = world.faults.add({ path: '/session/sign-out', hold: true, once: true })
  const signingOut = client.signOut()
  await slow.held()
  expect(other.client.$state.get().status).toBe('signed-out')
  // One that opens now learns of it from storage.
  const third = await open()
  keepContextCookie(third.client)
  expect(third.client.$state.get().status).toBe('signed-out')
  expect(word()).toMatch(/^signed-out\./)
  slow.release()
  await signingOut
  await pass()
  expect(word()).toBeUndefined()
})

test('a page that is stopped while it signs out leaves its word, which another sign-in replaces', async () => {
  const { client, stop, word, world, open } = await setUpVouching()
  const slow = world.faults.add({ path: '/session/sign-out', hold: true, once: true })
  void client.signOut()
  await slow.held()
  stop()
  expect(word()).toMatch(/^signed-out\./)
  const other = await open()
  keepContextCookie(other.client)
  const signingIn = other.signIn('linus')
  await pass()
  slow.release()
  await signingIn
  await pass()
  expect(word()).toMatch(/^\w+-\w+\.\w+-\w+$/)
})

test('it vouches for other accounts than before when one was signed out', async () => {
  const { client, word, idOf } = await setUpVouching()
  const [context, state] = word()?.split('.') ?? []
  await client.signOut(idOf('ada'))
  expect(word()?.split('.')[0]).toBe(context)
  expect(word()?.split('.')[1]).not.toBe(state)
})

test('an answer that changes nothing does not undo what another tab has removed', async () => {
  const { client, word, cookies } = await setUpVouching()
  cookies.remove(name)
  await client.refetch()
  expect(word()).toBeUndefined()
})

test('a sign-out takes away what another tab wrote while it was under way', async () => {
  const { client, word, cookies, world } = await setUpVouching()
  const before = word() ?? ''
  const slow = world.faults.add({ path: '/session/sign-out', hold: true, once: true })
  const signingOut = client.signOut()
  await slow.held()
  cookies.set(name, before)
  slow.release()
  await signingOut
  expect(word()).toBeUndefined()
})

test('what a page of before has left goes with the first change', async () => {
  const { tab, cookies } = setUp()
  cookies.set(name, 'of-before.of-before')
  const { client, signIn } = tab()
  keepContextCookie(client)
  expect(cookies.get(name)).toBe('of-before.of-before')
  const signingIn = signIn('ada')
  await pass()
  await signingIn
  expect(cookies.get(name)).not.toBe('of-before.of-before')
})

test('nothing is vouched for any more when it is stopped', async () => {
  const { stop, word, signIn } = await setUpVouching()
  stop()
  expect(word()).toBeUndefined()
  await signIn('linus')
  expect(word()).toBeUndefined()
})

test.each(['a hosted page', 'a provider'])('nothing is vouched for while the page is left for %s', async (target) => {
  const { client, word } = await setUpVouching()
  let left: string | undefined
  const navigate = () => {
    left = word() ?? 'nothing'
  }
  if (target === 'a provider') {
    const { $state } = createProviderSignIn(client, { navigate })
    await at($state.get(), 'start').signIn('google_oauth')
  } else await createHostedPages(client, { navigate }).toUserProfile()
  expect(left).toBe('nothing')
})
