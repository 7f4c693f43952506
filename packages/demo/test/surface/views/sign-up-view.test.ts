import { describe, expect, test } from 'vitest'
import { openSurface } from './open-surface.ts'

const margaret = { email: 'margaret@example.com', password: 'apollo-eleven-1969' }
const strict: NonNullable<Parameters<typeof openSurface>[0]>['change'] = (world) =>
  world.changeDeployment({
    auth_settings: { password: { min_length: 10, require_uppercase: true, require_number: true } },
  })

describe('the first step of a sign-up', () => {
  test('asks for what the deployment wants to know, and says what may be left out', async () => {
    const { view, fieldNames, field, button, buttonNames } = await openSurface({ screen: 'sign-up' })
    expect(view()).toMatchObject({ name: 'sign-up', title: 'Create an account', focus: 'firstName' })
    expect(fieldNames()).toEqual([
      'firstName',
      'lastName',
      'username',
      'email',
      'phoneCountryCode',
      'phoneNumber',
      'password',
    ])
    expect(field('firstName')).toMatchObject({ label: 'First name (optional)', required: false, width: 'half' })
    expect(field('email')).toMatchObject({ label: 'E-mail address', required: true, autocomplete: 'email' })
    expect(field('phoneCountryCode')).toMatchObject({ value: '+1', width: 'third' })
    expect(field('password')).toMatchObject({ autocomplete: 'new-password', hint: 'It needs at least 8 characters.' })
    expect(button('submit').label).toBe('Create the account')
    expect(buttonNames()).toEqual(['submit', 'to-sign-in'])
  })

  test('knows what an invitation tells', async () => {
    const { field } = await openSurface({ screen: 'sign-up', known: { email: 'margaret@example.com' } })
    expect(field('email').value).toBe('margaret@example.com')
  })

  test('says what a weak password lacks, without asking the server', async () => {
    const { view, submit, field, world } = await openSurface({ screen: 'sign-up', change: strict })
    expect(field('password').hint).toBe('It needs at least 10 characters, an uppercase letter and a digit.')
    const asked = world.requests.all().length
    await submit({ ...margaret, password: 'apollo' })
    expect(field('password')).toMatchObject({
      isInvalid: true,
      problem: 'The password still needs at least 10 characters, an uppercase letter and a digit.',
      hint: '',
    })
    expect(view()).toMatchObject({ focus: 'password', problem: undefined })
    await submit({ ...margaret, password: 'apollo-eleven' })
    expect(field('password').problem).toBe('The password still needs an uppercase letter and a digit.')
    expect(world.requests.all()).toHaveLength(asked)
    await submit({ ...margaret, password: 'Apollo-eleven-1969' })
    expect(view().name).toBe('code')
  })

  test('marks the fields that the server refused', async () => {
    const { view, submit, field } = await openSurface({ screen: 'sign-up' })
    await submit({ ...margaret, email: 'ada@example.com' })
    expect(field('email')).toMatchObject({ isInvalid: true, problem: 'There is an account with this e-mail address.' })
    expect(field('password').isInvalid).toBe(false)
    expect(view().focus).toBe('email')
  })

  test('leads back to signing in', async () => {
    const { view, press, button } = await openSurface({ screen: 'sign-up' })
    expect(button('to-sign-in').label).toBe('I have an account')
    await press('to-sign-in')
    expect(view().name).toBe('sign-in')
  })
})

test('each address has a code, and a form, of its own', async () => {
  const { view, submit, codeTo } = await openSurface({ screen: 'sign-up' })
  await submit({ ...margaret, phoneCountryCode: '+1', phoneNumber: '2025550199' })
  const email = view()
  expect(email).toMatchObject({ title: 'Check your e-mail', lead: 'We sent a code to m•••@example.com.' })
  await submit({ code: codeTo('margaret@example.com') })
  expect(view()).toMatchObject({ name: 'code', title: 'Check your phone', lead: 'We sent a code to •••0199.' })
  expect(view().key).not.toBe(email.key)
  await submit({ code: codeTo('+12025550199') })
  expect(view().name).toBe('complete')
})
