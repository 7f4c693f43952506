import * as wire from '@wachter/core/wire'
import { seedPassword } from '@wachter/emulator'
import * as sessions from '../fixtures/session.js'
import { shapeOf } from '../wire-shape.js'
import { adaIn, asAda, asBoth, post, signInForm, signInIdOf, type Visit } from './visit.js'

const sessionShape = shapeOf(sessions.anonymousSession, sessions.dormantSession, sessions.signedInSession, {
  ...sessions.signedInSession,
  active_signin: sessions.signInWithoutContext,
})
const session = { schema: wire.session, shape: sessionShape }
/** Everything that is answered with a session. */
export const sessionVisits: readonly Visit[] = [
  { name: 'the session of nobody', ask: () => ({ path: '/session' }), ...session },
  { name: 'the session of one', before: asAda, ask: () => ({ path: '/session' }), ...session },
  { name: 'the session of two', before: asBoth, ask: () => ({ path: '/session' }), ...session },
  {
    name: 'the session in an organization',
    before: adaIn('organization', 'Acme'),
    ask: () => ({ path: '/session' }),
    ...session,
  },
  {
    name: 'the session in a workspace',
    before: adaIn('workspace', 'Engineering'),
    ask: () => ({ path: '/session' }),
    ...session,
  },
  {
    name: 'the session in an organization that is no longer one’s own',
    async before(call, emulator) {
      await adaIn('workspace', 'Engineering')(call, emulator)
      emulator.world.removeMembership(emulator.world.organizationMembership('ada', 'Acme').id)
    },
    ask: () => ({ path: '/session' }),
    ...session,
  },
  {
    name: 'the session of a deleted user',
    async before(call, { world }) {
      await asAda(call)
      world.deleteUser('ada')
    },
    ask: () => ({ path: '/session' }),
    ...session,
  },
  {
    name: 'the session of a user with no name, no address and no password',
    async before(call, { world }) {
      const { id } = world.addUser({})
      await call({
        path: '/session/ticket/exchange',
        query: { ticket: world.mintTicket({ type: 'impersonation', user: id }) },
      })
    },
    ask: () => ({ path: '/session' }),
    ...session,
  },
  {
    name: 'a sign-in by e-mail',
    ask: () => ({ method: 'POST', path: '/auth/signin', form: signInForm('ada') }),
    ...session,
  },
  {
    name: 'a sign-in by username',
    ask: () => ({
      method: 'POST',
      path: '/auth/signin',
      form: { strategy: 'plain_username', username: 'ada', password: seedPassword },
    }),
    ...session,
  },
  {
    name: 'a sign-in with steps to go',
    async before(_call, { world }) {
      world.addUser({
        email: 'mary@example.com',
        emailVerified: false,
        password: seedPassword,
        secondFactorPolicy: 'enforced',
        authenticator: true,
        backupCodes: ['AbCd-1234'],
      })
    },
    ask: () => ({ method: 'POST', path: '/auth/signin', form: signInForm('mary') }),
    ...session,
  },
  {
    name: 'a switch of account',
    before: asBoth,
    ask: (emulator) => post('/session/switch-sign-in', { sign_in_id: signInIdOf(emulator, 'ada') }),
    ...session,
  },
  {
    name: 'a switch of organization',
    before: adaIn('workspace', 'Engineering'),
    ask: ({ world }) => post('/session/switch-organization', { organization_id: world.organization('Globex').id }),
    ...session,
  },
  {
    name: 'a switch to no organization',
    before: adaIn('workspace', 'Engineering'),
    ask: () => post('/session/switch-organization'),
    ...session,
  },
  {
    name: 'a switch of workspace',
    before: asAda,
    ask: ({ world }) => post('/session/switch-workspace', { workspace_id: world.workspace('Research').id }),
    ...session,
  },
  {
    name: 'a switch to no workspace',
    before: adaIn('workspace', 'Engineering'),
    ask: () => post('/session/switch-workspace'),
    ...session,
  },
  {
    name: 'a sign-out of one',
    before: asBoth,
    ask: (emulator) => post('/session/sign-out', { sign_in_id: signInIdOf(emulator, 'ada') }),
    ...session,
  },
  { name: 'a sign-out of all', before: asBoth, ask: () => post('/session/sign-out'), ...session },
]
