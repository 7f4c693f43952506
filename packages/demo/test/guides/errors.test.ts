import { SessionError } from '@wachter/core'
import { expect, test } from 'vitest'
import { messageOf } from '../../examples/guides/errors/handle-error.ts'

test.each([
  [new SessionError('signed-out', 'No'), 'Please sign in.'],
  [new SessionError('superseded', 'No'), undefined],
  [new SessionError('offline', 'No'), 'This did not work. Please try again.'],
  [new SessionError('forbidden', 'You may not do this'), 'You may not do this'],
  [new TypeError('x is not a function'), 'Something went wrong.'],
])('of %s the user is told: %s', (error, expected) => {
  expect(messageOf(error)).toBe(expected)
})
