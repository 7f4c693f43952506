import { seedPassword } from '@wachter/emulator'
import { describe, expect, test, vi } from 'vitest'
import { openSurface } from './open-surface.ts'

const ada = { identifier: 'ada@example.com', password: seedPassword }
const grace = { identifier: 'grace', password: seedPassword }

test('a code that was sent is asked for, and not sent again before its time', async () => {
  const { view, press, field, button, buttonNames } = await openSurface()
  const beforeMs = Date.now()
  await press('use-email-code', ada)
  expect(view()).toMatchObject({ name: 'code', title: 'Check your e-mail', focus: 'code' })
  expect(field('code')).toMatchObject({
    testId: 'code-input',
    label: 'Code',
    kind: 'code',
    type: 'text',
    inputMode: 'numeric',
    autocomplete: 'one-time-code',
    isInvalid: false,
  })
  expect(buttonNames()).toEqual(['submit', 'resend', 'restart'])
  expect(button('resend').label).toBe('Send another code')
  expect(button('resend').notBeforeMs).toBeGreaterThan(beforeMs)
  expect(button('restart').notBeforeMs).toBeUndefined()
})

test('a wrong code is the field’s fault, and a right one signs in', async () => {
  const { view, press, submit, field, codeTo } = await openSurface()
  await press('use-email-code', ada)
  await submit({ code: '000000' })
  expect(view().problem?.code).toBe('code-rejected')
  expect(field('code')).toMatchObject({ isInvalid: true, problem: '' })
  await submit({ code: codeTo('ada@example.com') })
  expect(view()).toMatchObject({ name: 'complete', title: 'You are signed in', focus: undefined, fields: [] })
})

test('starting over is possible while something is under way, and asks anew', async () => {
  const { view, press, submit, button } = await openSurface()
  await press('use-email-code', ada)
  const done = submit({ code: '000000' })
  expect(button('submit').pending).toBe(true)
  expect(button('restart').pending).toBe(false)
  await press('restart')
  await done
  expect(view()).toMatchObject({ name: 'sign-in', problem: undefined })
})

test('a code by SMS names the end of the number it was sent to', async () => {
  const { view, press, submit } = await openSurface()
  await press('use-phone-code')
  await submit({ phoneCountryCode: '+1', phoneNumber: '2025550143' })
  expect(view()).toMatchObject({ name: 'code', title: 'Check your phone', lead: 'We sent a code to •••0143.' })
})

test('a link that was sent may be looked for, and sent again', async () => {
  const { view, press, button } = await openSurface()
  await press('use-email-link', ada)
  expect(view()).toMatchObject({
    name: 'link',
    fields: [],
    focus: undefined,
    lead: 'Open the link we sent to a•••@example.com, in this browser. This page goes on by itself.',
  })
  expect(button('check-link')).toMatchObject({ label: 'I have opened it', kind: 'wide', isSubmit: true })
  expect(button('resend').label).toBe('Send another link')
})

describe('a second factor', () => {
  const enforced: NonNullable<Parameters<typeof openSurface>[0]>['change'] = (world) =>
    world.setSecondFactorPolicy('grace', 'enforced')

  test('is a code of the app at first, and the others are offered', async () => {
    const { view, submit, field, buttonNames, world } = await openSurface({ change: enforced })
    await submit(grace)
    expect(view()).toMatchObject({ name: 'second-factor', title: 'One more proof' })
    expect(field('code').label).toBe('Code of your authenticator app')
    expect(buttonNames()).toEqual(['submit', 'use-backup-code', 'use-phone', 'restart'])
    await submit({ code: world.totpCode('grace') })
    expect(view().name).toBe('complete')
  })

  test('is another one at once when that is chosen, in another form', async () => {
    const { view, submit, press, field } = await openSurface({ change: enforced })
    await submit(grace)
    const before = view()
    const chosen = press('use-backup-code')
    expect(field('code')).toMatchObject({ label: 'Backup code', inputMode: 'text' })
    expect(view().key).not.toBe(before.key)
    await chosen
    expect(field('code').label).toBe('Backup code')
  })

  test('goes to the phone that ends with the digits its owner knows', async () => {
    const { view, submit, press, field, fieldNames, button, buttonNames, codeTo } = await openSurface({
      change: enforced,
    })
    await submit(grace)
    await press('use-phone')
    expect(field('lastDigits')).toMatchObject({ testId: 'last-digits', pattern: '[0-9]{4}', maxLength: 4 })
    expect(button('submit').label).toBe('Text me a code')
    expect(buttonNames()).not.toContain('resend')
    await submit({ lastDigits: '9999' })
    expect(view().problem?.code).toBe('phone-rejected')
    expect(field('lastDigits').isInvalid).toBe(true)
    await submit({ lastDigits: '0143' })
    expect(fieldNames()).toEqual(['code'])
    expect(view().lead).toBe('We sent a code to +1•••0143.')
    expect(button('resend').notBeforeMs).toBeDefined()
    await submit({ code: codeTo('+12025550143') })
    expect(view().name).toBe('complete')
  })
})

test('what is over says so, and begins anew', async () => {
  const { view, submit, press, client, world } = await openSurface({
    change: (world) => world.setSecondFactorPolicy('grace', 'enforced'),
  })
  await submit(grace)
  world.clock.advance(3_600_000)
  await submit({ code: '000000' })
  await client.refetch()
  await vi.waitFor(() => expect(view().name).toBe('ended'))
  expect(view()).toMatchObject({ fields: [], focus: undefined })
  await press('restart')
  expect(view().name).toBe('sign-in')
})

test('a further account that is signed in closes the surface', async () => {
  const close = vi.fn()
  const { view, submit, button, buttonNames } = await openSurface({ close })
  await submit(ada)
  expect(view().name).toBe('complete')
  expect(button('submit')).toMatchObject({ label: 'Go on', kind: 'primary' })
  expect(buttonNames()).not.toContain('restart')
  await submit()
  expect(close).toHaveBeenCalledOnce()
})
