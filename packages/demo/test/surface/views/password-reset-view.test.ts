import { expect, test } from 'vitest'
import { openSurface } from './open-surface.ts'

test('a code leads to a new password, which signs in', async () => {
  const { view, submit, field, button, buttonNames, codeTo } = await openSurface({ screen: 'reset-password' })
  expect(view()).toMatchObject({ name: 'reset-password', focus: 'email' })
  expect(button('submit').label).toBe('Send the code')
  expect(buttonNames()).toEqual(['submit', 'to-sign-in'])
  await submit({ email: 'nobody@example.com' })
  expect(view().problem?.code).toBe('user-not-found')
  await submit({ email: 'linus@example.com' })
  expect(view()).toMatchObject({ name: 'code', lead: 'We sent a code to l•••@example.com.' })
  await submit({ code: codeTo('linus@example.com') })
  expect(view()).toMatchObject({ name: 'new-password', lead: 'For l•••@example.com.', focus: 'password' })
  await submit({ password: 'short' })
  expect(field('password').problem).toBe('The password still needs at least 8 characters.')
  await submit({ password: 'a-better-battery' })
  expect(view().name).toBe('complete')
})

test('a second factor that is still to come is a step of the sign-in', async () => {
  const { view, submit, codeTo } = await openSurface({
    screen: 'reset-password',
    change: (world) => world.setSecondFactorPolicy('grace', 'enforced'),
  })
  await submit({ email: 'grace@example.com' })
  await submit({ code: codeTo('grace@example.com') })
  await submit({ password: 'a-better-battery' })
  expect(view().name).toBe('second-factor')
})
