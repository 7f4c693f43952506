import * as wire from '@wachter/core/wire'
import { completedSignInAttempt, secondFactorAttempt } from '../fixtures/attempt.js'
import * as sessions from '../fixtures/session.js'
import { shapeOf } from '../wire-shape.js'
import { fieldsOf, nothing, someObject } from './schemas.js'
import { signInForm, type Visit } from './visit.js'
import {
  begun,
  byEmailCode,
  byMagicLink,
  completing,
  form,
  graceHalfway,
  lastCodeOf,
  magicLinkOf,
  preparing,
  profileWanted,
  resetTokenOf,
  signUp,
  verifying,
} from './way-in.js'

const sessionShape = shapeOf(sessions.anonymousSession, sessions.dormantSession, sessions.signedInSession, {
  ...sessions.signedInSession,
  active_signin: sessions.signInWithoutContext,
})
const session = { schema: wire.session, shape: sessionShape }

/** Signing in and up, step by step. */
export const wayInVisits: readonly Visit[] = [
  { name: 'a sign-in by code, begun', ask: () => byEmailCode, ...session },
  {
    name: 'a sign-in by code of nobody, begun',
    ask: () => form('/auth/signin', { strategy: 'email_otp', email: 'nobody@example.com' }),
    ...session,
  },
  {
    name: 'a code sent',
    before: (call) => call(byEmailCode),
    ask: (emulator) => preparing(emulator, 'email_otp'),
    schema: nothing(),
  },
  {
    name: 'a sign-in by code, done',
    before: begun(byEmailCode, 'email_otp'),
    ask: (emulator) => verifying(emulator, lastCodeOf(emulator)),
    ...session,
  },
  {
    name: 'a second factor wanted',
    before: async (_call, { world }) => world.setSecondFactorPolicy('grace', 'enforced'),
    ask: () => form('/auth/signin', signInForm('grace')),
    ...session,
  },
  {
    name: 'an authenticator chosen',
    before: graceHalfway,
    ask: (emulator) => preparing(emulator, 'authenticator'),
    schema: someObject(),
    shape: shapeOf({ method: 'authenticator' }),
  },
  {
    name: 'a phone chosen',
    before: graceHalfway,
    ask: (emulator) => preparing(emulator, 'phone_otp', 'signin', { last_digits: '0143' }),
    schema: someObject(),
    shape: shapeOf({ method: 'phone_otp', otp_sent: true, masked_phone: '+1******0143' }),
  },
  {
    name: 'a second factor given',
    before: graceHalfway,
    ask: (emulator) => verifying(emulator, emulator.world.totpCode('grace')),
    ...session,
  },
  {
    name: 'a magic link opened',
    before: begun(byMagicLink, 'magic_link'),
    ask: (emulator) => ({ path: '/auth/verify-magic-link', query: magicLinkOf(emulator) }),
    ...session,
  },
  {
    name: 'a magic link opened before a second factor',
    async before(call, emulator) {
      emulator.world.setSecondFactorPolicy('ada', 'enforced')
      await begun(byMagicLink, 'magic_link')(call, emulator)
    },
    ask: (emulator) => ({ path: '/auth/verify-magic-link', query: magicLinkOf(emulator) }),
    ...session,
  },
  {
    name: 'a profile with an address to verify',
    before: profileWanted,
    ask: (emulator) => completing(emulator, { email: 'eve@example.com' }),
    schema: fieldsOf({ signin_attempt: wire.signInAttempt, session: wire.session }),
    shape: shapeOf(
      { signin_attempt: secondFactorAttempt, session: sessions.signedInSession },
      {
        signin_attempt: { ...completedSignInAttempt, identifier_id: null },
        session: { ...sessions.anonymousSession, signin_attempts: [completedSignInAttempt] },
      },
    ),
  },
  {
    name: 'a profile with nothing to verify',
    async before(call, emulator) {
      emulator.world.changeDeployment({ auth_settings: { verification_policy: { email: false } } })
      await profileWanted(call, emulator)
    },
    ask: (emulator) => completing(emulator, { email: 'eve@example.com' }),
    ...session,
  },
  {
    name: 'a profile of somebody a provider vouches for',
    async before(call, { world }) {
      await call({ path: '/session' })
      world.startOauthSignup(world.state().sessions[0]?.id ?? '', { provider: 'x_oauth', firstName: 'Mary' })
    },
    ask: ({ world }) =>
      form(
        '/auth/complete-profile',
        { email: 'mary@example.com' },
        { attempt_id: world.state().signupAttempts[0]?.id ?? '' },
      ),
    schema: fieldsOf({ signup_attempt: wire.signUpAttempt, session: wire.session }),
  },
  newPassword(),
  { name: 'a sign-up, begun', ask: () => signUp, ...session },
  {
    name: 'a code for a sign-up sent',
    before: (call) => call(signUp),
    ask: (emulator) => preparing(emulator, 'email_otp', 'signup'),
    schema: nothing(),
  },
  {
    name: 'a sign-up, done',
    before: begun(signUp, 'email_otp', 'signup'),
    ask: (emulator) => verifying(emulator, lastCodeOf(emulator), 'signup'),
    ...session,
  },
  {
    name: 'a sign-up with nothing to verify',
    async before(_call, { world }) {
      world.changeDeployment({ auth_settings: { verification_policy: { email: false } } })
    },
    ask: () => signUp,
    ...session,
  },
  {
    name: 'the session after a sign-up with nothing to verify',
    async before(call, { world }) {
      world.changeDeployment({ auth_settings: { verification_policy: { email: false } } })
      await call(signUp)
    },
    ask: () => ({ path: '/session' }),
    ...session,
  },
]

function newPassword(): Visit {
  let token = ''
  return {
    name: 'a new password',
    async before(call, emulator) {
      token = await resetTokenOf(call, emulator)
    },
    ask: () => form('/auth/reset-password', { token, password: 'a-new-password' }),
    ...session,
  }
}
