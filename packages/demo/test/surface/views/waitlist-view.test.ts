import { expect, test } from 'vitest'
import { openSurface } from './open-surface.ts'

test('asks for an address, and says that it is on the list', async () => {
  const { view, fieldNames, submit, buttonNames, press } = await openSurface({
    screen: 'waitlist',
    change: (world) => world.changeDeployment({ restrictions: { sign_up_mode: 'waitlist' } }),
  })
  expect(view()).toMatchObject({ name: 'waitlist', title: 'Join the waitlist' })
  expect(fieldNames()).toContain('email')
  await submit({ email: 'margaret@example.com' })
  expect(view()).toMatchObject({
    name: 'joined',
    fields: [],
    focus: undefined,
    lead: 'We write to margaret@example.com when it is your turn.',
  })
  expect(buttonNames()).toEqual(['restart', 'to-sign-in'])
  await press('restart')
  expect(view().name).toBe('waitlist')
})
