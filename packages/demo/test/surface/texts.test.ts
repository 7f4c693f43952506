import type { SignInCodeStep } from '@wachter/core/flows'
import { expect, test } from 'vitest'
import { stepText } from '../../src/surface/texts.ts'

const never = () => new Promise<never>(() => {})
const code = (given: Pick<SignInCodeStep, 'channel' | 'address' | 'sentAtMs'>): SignInCodeStep => ({
  kind: 'verify-code',
  key: 'verify-code',
  attemptId: '1',
  expiresAtMs: undefined,
  resendAtMs: undefined,
  codeExpiresAtMs: undefined,
  restart: () => {},
  send: never,
  verify: never,
  ...given,
})

test.each([
  ['email', 'ada@example.com', 1, '', 'We sent a code to a•••@example.com.'],
  ['email', 'b**@example.com', 1, 'a•••@example.com', 'We sent a code to b•••@example.com.'],
  ['email', '', 1, 'a•••@example.com', 'We sent a code to a•••@example.com.'],
  ['email', '', 1, '', 'We sent a code.'],
  ['email', '', undefined, 'a•••@example.com', 'We can send a code to a•••@example.com.'],
  ['phone', '', 1, 'a•••@example.com', 'We sent a code.'],
  ['phone', '', 1, '•••0143', 'We sent a code to •••0143.'],
  ['email', '', 1, '•••0143', 'We sent a code.'],
] as const)('a code by %s to %j, sent at %j, with %j typed: %s', (channel, address, sentAtMs, sentTo, lead) => {
  expect(stepText('sign-in', code({ channel, address, sentAtMs }), sentTo).lead).toBe(lead)
})
