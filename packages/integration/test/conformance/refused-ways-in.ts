import { expect } from 'vitest'
import { asAda, post, type RefusedVisit } from './visit.js'
import {
  begun,
  byEmailCode,
  byMagicLink,
  completing,
  form,
  preparing,
  profileWanted,
  signUp,
  verifying,
} from './way-in.js'

const coded = (code: string) => [{ code, message: expect.any(String) }]

/** How signing in and up goes wrong. */
export const refusedWaysIn: readonly RefusedVisit[] = [
  {
    name: 'a step without an attempt',
    ask: () => post('/auth/prepare-verification', { identifier_type: 'signin', strategy: 'email_otp' }),
    status: 400,
    errors: null,
  },
  {
    name: 'a step of an unknown attempt',
    ask: (emulator) => preparing(emulator, 'email_otp', 'signin', { attempt_identifier: '7' }),
    status: 400,
    errors: coded('BAD_SIGN_IN_ATTEMPT'),
  },
  {
    name: 'a step without a strategy',
    before: (call) => call(byEmailCode),
    ask: (emulator) => preparing(emulator, ''),
    status: 400,
    errors: coded('VERIFICATION_STRATEGY_REQUIRED'),
  },
  {
    name: 'a wrong code',
    before: begun(byEmailCode, 'email_otp'),
    ask: (emulator) => verifying(emulator, '000000'),
    status: 400,
    errors: null,
  },
  {
    name: 'a magic link that is none',
    before: begun(byMagicLink, 'magic_link'),
    ask: () => ({ path: '/auth/verify-magic-link', query: { token: 'made-up', attempt: '7' } }),
    status: 400,
    errors: coded('BAD_SIGN_IN_ATTEMPT'),
  },
  {
    name: 'a profile that is still incomplete',
    before: profileWanted,
    ask: (emulator) => completing(emulator, { first_name: 'Eve' }),
    status: 400,
    errors: null,
  },
  {
    name: 'a sign-up of what is taken',
    ask: () => ({ ...signUp, form: { ...signUp.form, email: 'ada@example.com', username: 'grace' } }),
    status: 400,
    errors: [...coded('EMAIL_EXISTS'), ...coded('USERNAME_EXISTS')],
  },
  {
    name: 'a sign-up with a short password',
    ask: () => ({ ...signUp, form: { ...signUp.form, password: 'short' } }),
    status: 400,
    errors: coded('BAD_REQUEST_BODY'),
  },
  {
    name: 'a sign-up where nobody may',
    before: async (_call, { world }) => world.changeDeployment({ restrictions: { sign_up_mode: 'restricted' } }),
    ask: () => signUp,
    status: 403,
    errors: coded('SIGNUP_RESTRICTED'),
  },
  {
    name: 'a sign-up past the waitlist',
    before: async (_call, { world }) => world.changeDeployment({ restrictions: { sign_up_mode: 'waitlist' } }),
    ask: () => signUp,
    status: 400,
    errors: coded('SIGNUP_WAITLIST_ONLY'),
  },
  {
    name: 'a forgotten password of nobody',
    ask: () => form('/auth/forgot-password', { email: 'nobody@example.com' }),
    status: 404,
    errors: coded('USER_NOT_FOUND'),
  },
  {
    name: 'a new password without a token',
    ask: () => form('/auth/reset-password', { token: 'made-up', password: 'a-new-password' }),
    status: 400,
    errors: null,
  },
  {
    name: 'an unknown kind of identifier',
    ask: () => ({ path: '/auth/identifier-availability', query: { identifier: '1', type: 'phone' } }),
    status: 500,
    errors: coded('INTERNAL'),
  },
  {
    name: 'a waitlist that is none',
    ask: () => form('/waitlist/join', { email: 'mary@example.com' }),
    status: 400,
    errors: null,
  },
  {
    name: 'an unknown invitation',
    ask: () => form('/organizations/invitations/accept', { token: 'org.unknown' }),
    status: 400,
    errors: coded('INVALID_INVITATION_TOKEN'),
  },
  {
    name: 'a sign-in without a solved challenge',
    async before(_call, { world }) {
      world.switches.challenge = '403'
    },
    ask: () => byEmailCode,
    status: 403,
    errors: coded('TOO_MANY_REQUESTS'),
  },
  {
    name: 'a new name of nobody',
    ask: () => form('/me', { first_name: 'Nobody' }),
    status: 500,
    errors: coded('INTERNAL'),
  },
  {
    name: 'an address that is taken',
    before: asAda,
    ask: () => form('/me/email-addresses', { email: 'grace@example.com' }),
    status: 400,
    errors: null,
  },
]
