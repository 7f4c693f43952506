import { seedPassword } from '@wachter/emulator'
import { shapeOf } from '../wire-shape.js'
import { nothing, someObject } from './schemas.js'
import { signIn, type Visit } from './visit.js'
import { form, lastCodeOf } from './way-in.js'

const email = 'mary@example.com'
const waitlist = { restrictions: { sign_up_mode: 'waitlist' } }

/** What a sign-in page asks besides, and invitations. */
export const doorVisits: readonly Visit[] = [
  {
    name: 'how somebody signs in',
    ask: () => form('/auth/identify', { identifier: 'ada@example.com' }),
    schema: someObject(),
    shape: shapeOf({ strategy: 'password' }),
  },
  {
    name: 'whether an address is known',
    ask: () => ({ path: '/auth/identifier-availability', query: { identifier: email, type: 'email' } }),
    schema: someObject(),
    shape: shapeOf({ exists: false }),
  },
  {
    name: 'a forgotten password',
    ask: () => form('/auth/forgot-password', { email: 'ada@example.com' }),
    schema: nothing(),
  },
  {
    name: 'the token for a new password',
    before: (call) => call(form('/auth/forgot-password', { email: 'ada@example.com' })),
    ask: (emulator) => form('/auth/forgot-password', { email: 'ada@example.com', otp: lastCodeOf(emulator) }),
    schema: someObject(),
    shape: shapeOf({ token: '' }),
  },
  {
    name: 'a place on the waitlist',
    before: async (_call, { world }) => world.changeDeployment(waitlist),
    ask: () => form('/waitlist/join', { email, first_name: 'Mary' }),
    schema: someObject(),
    shape: shapeOf({
      message: '',
      entry: {
        id: '',
        created_at: '',
        updated_at: '',
        deployment_id: '',
        email_address: '',
        first_name: '',
        last_name: '',
      },
    }),
  },
  {
    name: 'an invitation that is good',
    ask: ({ world }) => ({
      path: '/deployment/invitations/validate',
      query: { token: world.inviteToDeployment({ email }).token },
    }),
    schema: someObject(),
    shape: shapeOf({ valid: true, first_name: '', last_name: '', email }),
  },
  {
    name: 'an invitation that is not',
    ask: () => ({ path: '/deployment/invitations/validate', query: { token: 'unknown' } }),
    schema: someObject(),
    shape: shapeOf({ valid: false, message: '', error_code: '' }),
  },
  {
    name: 'an invitation to an organization',
    async before(call, { world }) {
      world.addUser({ email: 'eve@example.com', password: seedPassword })
      await signIn(call, 'eve')
    },
    ask: ({ world }) => {
      const invitation = { email: 'eve@example.com', organization: 'Acme', workspace: 'Marketing' }
      return form('/organizations/invitations/accept', { token: world.inviteToOrganization(invitation).token })
    },
    schema: someObject(),
  },
  {
    name: 'an invitation to an organization, for somebody who has to sign up',
    ask: ({ world }) =>
      form('/organizations/invitations/accept', {
        token: world.inviteToOrganization({ email, organization: 'Acme' }).token,
      }),
    schema: someObject(),
    shape: shapeOf({ message: '', invited_email: email, requires_signin: true, error_code: '' }),
  },
]
