import { seedPassword } from '@wachter/emulator'
import { describe, expect, test, vi } from 'vitest'
import { openSurface } from './open-surface.ts'

const ada = { identifier: 'ada@example.com', password: seedPassword }

describe('the first step of a sign-in', () => {
  test('offers what the deployment has, the way it prefers opened', async () => {
    const { view, fieldNames, buttonNames, field } = await openSurface()
    expect(view()).toMatchObject({
      name: 'sign-in',
      title: 'Sign in',
      lead: '',
      problem: undefined,
      focus: 'identifier',
    })
    expect(fieldNames()).toEqual(['identifier', 'password'])
    expect(field('identifier')).toMatchObject({
      label: 'E-mail or username',
      type: 'text',
      autocomplete: 'username',
      autocapitalize: 'none',
      isInvalid: false,
      problem: '',
    })
    expect(field('password')).toMatchObject({ type: 'password', autocomplete: 'current-password', hint: '' })
    expect(buttonNames()).toEqual([
      'fill-ada',
      'sign-in-submit',
      'use-email-code',
      'use-email-link',
      'use-phone-code',
      'provider-google_oauth',
      'provider-github_oauth',
      'to-sign-up',
      'to-reset-password',
    ])
    expect(view().groups.map(({ name, lead }) => [name, lead])).toEqual([
      ['fill', 'Fill in for'],
      ['submit', ''],
      ['others', ''],
      ['providers', 'or'],
      ['foot', ''],
    ])
  })

  test('asks for no password where there is none', async () => {
    const { fieldNames, field, button, buttonNames } = await openSurface({
      change: (world) =>
        world.changeDeployment({
          auth_settings: { auth_factors_enabled: { email_password: false, username_password: false } },
        }),
    })
    expect(fieldNames()).toEqual(['identifier'])
    expect(field('identifier')).toMatchObject({ label: 'E-mail address', type: 'email' })
    expect(button('sign-in-submit').label).toBe('E-mail me a code')
    expect(buttonNames()).not.toContain('to-reset-password')
  })

  test('takes passkeys in its field, and by a button', async () => {
    const { field, button } = await openSurface({
      change: (world) => world.changeDeployment({ auth_settings: { passkey: { enabled: true } } }),
    })
    expect(field('identifier').autocomplete).toBe('username webauthn')
    expect(button('use-passkey')).toMatchObject({ label: 'Use a passkey', kind: 'plain', isSubmit: false })
  })

  test.each([
    ['waitlist', 'to-waitlist', 'waitlist'],
    ['public', 'to-sign-up', 'sign-up'],
  ] as const)('leads newcomers on where the sign-up is %s', async (mode, name, screen) => {
    const { press, view } = await openSurface({
      change: (world) => world.changeDeployment({ restrictions: { sign_up_mode: mode } }),
    })
    await press(name)
    expect(view().name).toBe(screen)
  })

  test('fills in whose account it is, and the password', async () => {
    const { button } = await openSurface()
    expect(button('fill-ada')).toMatchObject({ kind: 'chip', label: 'ada', fills: ada })
  })

  test('goes on in the same form, with the focus, when another way is opened', async () => {
    const { view, press, fieldNames, button } = await openSurface()
    const before = view()
    await press('use-phone-code')
    expect(view().key).toBe(before.key)
    expect(view().part).not.toBe(before.part)
    expect(fieldNames()).toEqual(['phoneCountryCode', 'phoneNumber'])
    expect(view().focus).toBe('phoneCountryCode')
    expect(button('sign-in-submit').label).toBe('Text me a code')
    expect(button('use-password').label).toBe('Use a password')
  })

  test('sends a mail at once if the address is there', async () => {
    const { view, press, codeTo } = await openSurface()
    await press('use-email-code', { identifier: 'ada@example.com' })
    expect(view()).toMatchObject({ name: 'code', lead: 'We sent a code to a•••@example.com.' })
    expect(codeTo('ada@example.com')).not.toBe('')
  })

  test('opens the way to a mail only, while there is no address', async () => {
    const { view, press, world } = await openSurface()
    await press('use-email-code', { identifier: 'ada' })
    expect(view().name).toBe('sign-in')
    expect(world.outbox()).toEqual([])
  })

  test('says in a sentence that a password is wrong', async () => {
    const { view, submit } = await openSurface()
    const { cause } = view()
    await submit({ ...ada, password: 'wrong' })
    expect(view().problem).toEqual({ code: 'invalid-credentials', message: 'Wrong e-mail or password.' })
    expect(view().cause).not.toBe(cause)
    expect(view().focus).toBe('identifier')
  })

  test('lets everything wait that would begin something else, while something is under way', async () => {
    const { submit, button } = await openSurface()
    const waits = () =>
      ['sign-in-submit', 'use-email-code', 'provider-google_oauth', 'to-sign-up', 'fill-ada'].map(
        (name) => button(name).pending,
      )
    expect(waits()).toEqual([false, false, false, false, false])
    const done = submit(ada)
    expect(waits()).toEqual([true, true, true, false, false])
    await done
  })

  test('says what came of the last thing only that was tried', async () => {
    const { view, submit, press } = await openSurface({
      change: (world) => world.changeDeployment({ auth_settings: { passkey: { enabled: true } } }),
    })
    await submit({ ...ada, password: 'wrong' })
    await press('use-passkey')
    expect(view().problem?.code).toBe('passkey-unsupported')
    await submit({ ...ada, password: 'wrong' })
    expect(view().problem?.code).toBe('invalid-credentials')
  })

  test('says what the page was opened with, until somebody does something', async () => {
    const problem = { code: 'ticket-rejected', message: 'The ticket was spent.' }
    const { view, press } = await openSurface({ problem })
    expect(view().problem).toBe(problem)
    await press('use-phone-code')
    expect(view().problem).toBeUndefined()
  })

  test('has a way out while a further account is added', async () => {
    const close = vi.fn()
    const { button, press } = await openSurface({ close })
    expect(button('cancel-add-account')).toMatchObject({ label: 'Cancel', kind: 'wide', pending: false })
    await press('cancel-add-account')
    expect(close).toHaveBeenCalledOnce()
  })
})

describe('where the identifier comes first', () => {
  const change: NonNullable<Parameters<typeof openSurface>[0]>['change'] = (world) =>
    world.changeDeployment({ b2b_settings: { enterprise_sso_enabled: true } })

  test('it is asked alone, and what asks the same is not offered beside', async () => {
    const { fieldNames, button, buttonNames } = await openSurface({ change })
    expect(fieldNames()).toEqual(['identifier'])
    expect(button('sign-in-submit').label).toBe('Continue')
    expect(buttonNames().filter((name) => name.startsWith('use-'))).toEqual(['use-phone-code'])
  })

  test('it stays as it was said, and the password has the focus', async () => {
    const { view, submit, field, fieldNames, buttonNames, press } = await openSurface({ change })
    const before = view()
    await submit({ identifier: 'ada@example.com' })
    expect(view().key).not.toBe(before.key)
    expect(fieldNames()).toEqual(['identifier', 'password'])
    expect(field('identifier')).toMatchObject({ readOnly: true, value: 'ada@example.com' })
    expect(view().focus).toBe('password')
    expect(buttonNames()).not.toContain('fill-ada')
    await press('change-identifier')
    expect(field('identifier')).toMatchObject({ readOnly: false, value: '' })
  })
})
