import { describe, expect, test } from 'vitest'
import { createEmailAddresses, createPhoneNumbers } from '../../../src/account/index.js'
import { asText, at, codesIn } from '../../flows/steps.js'
import { type Person, pass, setUpSignedIn, setUp as setUpStage } from '../../set-up.js'

async function setUp(people: readonly Person[] = ['ada']) {
  const stage = await setUpSignedIn(people)
  const lastCode = () => codesIn(stage.world).at(-1) ?? ''
  return { ...stage, lastCode }
}

const work = 'ada@work.example'
const phone = { phoneNumber: '5550177', phoneCountryCode: '+1' }

async function setUpEmail(people?: readonly Person[]) {
  const stage = await setUp(people)
  const flow = createEmailAddresses(stage.client)
  const manage = () => at(flow.$state.get(), 'manage')
  const verify = () => at(flow.$state.get(), 'verify')
  const idOfEmail = (email: string) => manage().addresses.find((one) => one.email === email)?.id ?? ''
  /** An address that waits for its code. */
  const begin = async () => {
    await manage().add({ email: work })
    return at(await manage().verify(idOfEmail(work)), 'verify')
  }
  return { ...stage, flow, manage, verify, idOfEmail, begin }
}

describe('e-mail addresses', () => {
  test('are added, verified, made primary and removed', async () => {
    const { manage, verify, begin, idOfEmail, lastCode, world } = await setUpEmail()
    const { address, sentAtMs, resendAtMs } = await begin()
    expect({ address, sentAtMs, resendAtMs }).toMatchObject({
      address: { email: work, verified: false, isPrimary: false },
      sentAtMs: Date.now(),
      resendAtMs: Date.now() + 30_000,
    })
    expect(world.outbox().at(-1)).toMatchObject({ to: work })
    const after = at(await verify().confirm({ code: ` ${lastCode().slice(0, 3)} ${lastCode().slice(3)}` }), 'manage')
    expect(after.addresses).toMatchObject([
      { email: 'ada@example.com', isPrimary: true },
      { email: work, verified: true, isPrimary: false },
    ])
    await manage().makePrimary(idOfEmail(work))
    expect(manage().addresses.map(({ isPrimary }) => isPrimary)).toEqual([false, true])
    const left = at(await manage().remove(idOfEmail('ada@example.com')), 'manage')
    expect(left.addresses).toMatchObject([{ email: work, isPrimary: true }])
  })

  test('send their code in the query', async () => {
    const { verify, begin, lastCode, world } = await setUpEmail()
    await begin()
    await verify().confirm({ code: lastCode() })
    const request = world.requests.all().find(({ path }) => path.endsWith('/attempt-verification'))
    expect(request?.query).toHaveProperty('code')
  })

  test('adding sends no message', async () => {
    const { manage, world } = await setUpEmail()
    await manage().add({ email: work })
    expect(world.outbox()).toEqual([])
  })

  test('one that was added in another tab is shown', async () => {
    const { open, manage, flow } = await setUpEmail()
    flow.$state.listen(() => undefined)
    const other = createEmailAddresses((await open()).client)
    await at(other.$state.get(), 'manage').add({ email: work })
    await pass()
    expect(manage().addresses.map(({ email }) => email)).toContain(work)
  })

  test('one that was verified in another tab needs no code any more', async () => {
    const { open, flow, begin, lastCode, manage } = await setUpEmail()
    flow.$state.listen(() => undefined)
    const { address } = await begin()
    const other = createEmailAddresses((await open()).client)
    await pass(30_000)
    const step = at(await at(other.$state.get(), 'manage').verify(address.id), 'verify')
    await step.confirm({ code: lastCode() })
    await pass()
    expect(manage().addresses.find(({ id }) => id === address.id)?.verified).toBe(true)
  })

  test('email-exists', async () => {
    const { manage } = await setUpEmail()
    const { error } = await manage().add({ email: 'grace@example.com' })
    expect(error).toMatchObject({ code: 'email-exists', fields: { email: expect.anything() } })
  })

  test.each(['ada@mailinator.com', 'no address'])('address-restricted: %s', async (email) => {
    const { manage, world } = await setUpEmail()
    world.changeDeployment({ restrictions: { block_disposable_emails: true } })
    expect((await manage().add({ email })).error?.code).toBe('address-restricted')
  })

  test('address-unverified: only a verified one can be the primary one', async () => {
    const { manage, idOfEmail } = await setUpEmail()
    await manage().add({ email: work })
    expect((await manage().makePrimary(idOfEmail(work))).error?.code).toBe('address-unverified')
  })

  test('address-primary: the primary one cannot be removed', async () => {
    const { manage, idOfEmail } = await setUpEmail()
    const { error } = await manage().remove(idOfEmail('ada@example.com'))
    expect(error?.code).toBe('address-primary')
    expect(manage().addresses).toHaveLength(1)
  })

  test('address-not-found', async () => {
    const { manage } = await setUpEmail()
    const { verify, makePrimary, remove } = manage()
    for (const outcome of [verify('1'), makePrimary('1'), remove('../1')])
      expect((await outcome).error?.code).toBe('address-not-found')
  })

  test('code-rejected', async () => {
    const { begin, verify } = await setUpEmail()
    await begin()
    expect((await verify().confirm({ code: '000000' })).error?.code).toBe('code-rejected')
    verify()
  })

  test('invalid-argument: nothing typed', async () => {
    const { begin, verify, manage } = await setUpEmail()
    expect((await manage().add({ email: ' ' })).error?.code).toBe('invalid-argument')
    await begin()
    expect((await verify().confirm({ code: ' ' })).error?.code).toBe('invalid-argument')
  })

  test('too-soon: another code is sent after 30 s', async () => {
    const { begin, verify, world } = await setUpEmail()
    await begin()
    await pass(10_000)
    expect((await verify().resend()).error).toMatchObject({ code: 'too-soon', retryAfterMs: 20_000 })
    await pass(20_000)
    expect((await verify().resend()).error).toBeUndefined()
    expect(codesIn(world)).toHaveLength(2)
  })

  test('going back and verifying again sends no second code within 30 s', async () => {
    const { begin, verify, manage, world } = await setUpEmail()
    const { address, restart, sentAtMs } = await begin()
    restart()
    await pass(10_000)
    await manage().verify(address.id)
    expect({ sent: codesIn(world).length, sentAtMs: verify().sentAtMs }).toEqual({ sent: 1, sentAtMs })
    verify().restart()
    await pass(20_000)
    await manage().verify(address.id)
    expect(codesIn(world)).toHaveLength(2)
  })

  test.each(['', '/*/attempt-verification', '/*/make-primary', '/*/delete'])(
    'a lost answer of %s is made good by the session',
    async (path) => {
      const { begin, verify, manage, idOfEmail, lastCode, world } = await setUpEmail()
      const lose = () =>
        world.faults.add({ path: `/me/email-addresses${path}`, method: 'POST', dropResponse: true, once: true })
      if (path === '') {
        lose()
        expect((await manage().add({ email: work })).error).toBeUndefined()
        return
      }
      await begin()
      if (path === '/*/attempt-verification') lose()
      expect((await verify().confirm({ code: lastCode() })).error).toBeUndefined()
      const id = idOfEmail(work)
      if (path === '/*/make-primary') lose()
      if (path !== '/*/delete') expect((await manage().makePrimary(id)).error).toBeUndefined()
      if (path !== '/*/delete') return
      lose()
      expect((await manage().remove(id)).error).toBeUndefined()
    },
  )

  test('offline: one that never arrived', async () => {
    const { manage, world } = await setUpEmail()
    world.faults.add({ path: '/me/email-addresses', drop: true, once: true })
    expect((await manage().add({ email: work })).error?.code).toBe('offline')
  })

  test('a code given twice is sent once', async () => {
    const { begin, verify, lastCode, asked } = await setUpEmail()
    const { address } = await begin()
    const { confirm } = verify()
    const states = await Promise.all([confirm({ code: lastCode() }), confirm({ code: lastCode() })])
    for (const state of states) at(state, 'manage')
    expect(asked(`POST /me/email-addresses/${address.id}/attempt-verification`)).toHaveLength(1)
  })

  test('a code for one address is not taken for another', async () => {
    const { begin, verify, manage, world, lastCode } = await setUpEmail()
    const { address } = await begin()
    const { confirm } = verify()
    const slow = world.faults.add({ path: '/me/email-addresses/*/attempt-verification', hold: true, once: true })
    const first = confirm({ code: '000000' })
    await slow.held()
    const second = confirm({ code: lastCode() })
    verify().restart()
    slow.release()
    await Promise.all([first, second])
    expect(manage().addresses.find(({ id }) => id === address.id)?.verified).toBe(false)
  })

  test('nothing of an account is shown for another, nor after switching there and back', async () => {
    const { begin, flow, client, idOf, manage } = await setUpEmail(['linus', 'ada'])
    await begin()
    await client.switchSignIn(idOf('linus'))
    expect(asText(flow.$state.get())).not.toContain('ada@')
    await client.switchSignIn(idOf('ada'))
    manage()
  })

  test('context-changed: a code that was sent for an account which is not active any more', async () => {
    const { flow, manage, idOfEmail, client, idOf, world } = await setUpEmail(['linus', 'ada'])
    await manage().add({ email: work })
    const slow = world.faults.add({ path: '/me/email-addresses/*/prepare-verification', hold: true, once: true })
    const verifying = manage().verify(idOfEmail(work))
    await slow.held()
    await client.switchSignIn(idOf('linus'))
    slow.release()
    expect((await verifying).error?.code).toBe('context-changed')
    at(flow.$state.get(), 'manage')
  })

  test('before the session is known nothing can be done, nor while nobody is signed in', async () => {
    at(createEmailAddresses(setUpStage().tab().client).$state.get(), 'loading')
    const { flow, client } = await setUpEmail()
    await client.signOut()
    at(flow.$state.get(), 'signed-out')
  })
})

describe('phone numbers', () => {
  test('are added, verified with the code in the form, made primary and removed', async () => {
    const { client, lastCode, world } = await setUp(['linus'])
    const flow = createPhoneNumbers(client)
    const manage = () => at(flow.$state.get(), 'manage')
    const { length } = manage().addresses
    await manage().add(phone)
    expect(manage().addresses).toHaveLength(length + 1)
    const added = manage().addresses.at(-1)
    expect(added).toMatchObject({ phoneNumber: '5550177', countryCode: '+1', verified: false, isPrimary: false })
    const id = added?.id ?? ''
    const { confirm } = at(await manage().verify(id), 'verify')
    at(await confirm({ code: lastCode() }), 'manage')
    const request = world.requests.all().find(({ path }) => path.endsWith('/attempt-verification'))
    expect(request?.query).not.toHaveProperty('code')
    await manage().makePrimary(id)
    expect(manage().addresses.find(({ isPrimary }) => isPrimary)?.id).toBe(id)
    expect((await manage().remove(id)).error).toBeUndefined()
    expect(manage().addresses).toHaveLength(length)
  })

  test('phone-number-exists, address-restricted, address-unverified, address-not-found', async () => {
    const { client } = await setUp()
    const flow = createPhoneNumbers(client)
    const { add, makePrimary, remove } = at(flow.$state.get(), 'manage')
    await add(phone)
    const id = at(flow.$state.get(), 'manage').addresses.at(-1)?.id ?? ''
    const codes = [
      await add(phone),
      await add({ ...phone, phoneNumber: 'none' }),
      await makePrimary(id),
      await remove('1'),
    ]
    expect(codes.map(({ error }) => error?.code)).toEqual([
      'phone-number-exists',
      'address-restricted',
      'address-unverified',
      'address-not-found',
    ])
    expect(codes[0]?.error?.fields).toHaveProperty('phoneNumber')
  })

  test('invalid-argument: no number, no country code', async () => {
    const { client } = await setUp()
    const { add } = at(createPhoneNumbers(client).$state.get(), 'manage')
    for (const missing of [{ phoneNumber: '' }, { phoneCountryCode: '' }])
      expect((await add({ ...phone, ...missing })).error?.code).toBe('invalid-argument')
  })
})
