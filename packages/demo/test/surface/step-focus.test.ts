import { expect, test } from 'vitest'
import { movesFocus } from '../../src/surface/step-focus.ts'
import { openSurface } from './views/open-surface.ts'

test('the focus moves to a new form, to another part of it and to what went wrong, and stays otherwise', async () => {
  const { view, submit, press } = await openSurface()
  const first = view()
  expect(movesFocus(undefined, first)).toBe(true)
  expect(movesFocus(first, view())).toBe(false)
  const done = submit({ identifier: 'ada', password: 'wrong' })
  const pending = view()
  expect(movesFocus(first, pending)).toBe(false)
  await done
  const refused = view()
  expect(movesFocus(pending, refused)).toBe(true)
  expect(movesFocus(refused, view())).toBe(false)
  expect(movesFocus(refused, pending)).toBe(false)
  await press('use-phone-code')
  expect(movesFocus(refused, view())).toBe(true)
})
