import { expect } from 'vitest'
import { asAda, post, type RefusedVisit, signIn, signInForm } from './visit.js'

/** Every kind of refusal (PROTOCOL.md §2.2, §2.4). */
export const refusedVisits: readonly RefusedVisit[] = [
  {
    name: 'a token for nobody',
    ask: () => ({ path: '/session/token' }),
    status: 400,
    errors: null,
  },
  {
    name: 'a token of an unknown template',
    before: asAda,
    ask: () => ({ path: '/session/token', query: { template: 'nonsense' } }),
    status: 404,
    errors: null,
  },
  { name: 'a user who is nobody', ask: () => ({ path: '/me' }), status: 401, errors: null },
  { name: 'sign-ins of nobody', ask: () => ({ path: '/me/signins' }), status: 401, errors: null },
  { name: 'organizations of nobody', ask: () => ({ path: '/me/organization-memberships' }), status: 401, errors: null },
  { name: 'workspaces of nobody', ask: () => ({ path: '/me/workspace-memberships' }), status: 401, errors: null },
  {
    name: 'the end of a sign-in that is not one’s own',
    before: asAda,
    ask: () => post('/me/signins/7290000000000009999/signout'),
    status: 404,
    errors: expect.toSatisfy((errors) => errors === null || Array.isArray(errors)),
  },
  {
    name: 'a switch to an unknown account',
    before: asAda,
    ask: () => post('/session/switch-sign-in', { sign_in_id: '7' }),
    status: 400,
    errors: [],
  },
  {
    name: 'a switch to no account',
    before: asAda,
    ask: () => post('/session/switch-sign-in'),
    status: 400,
    errors: [],
  },
  {
    name: 'a switch of organization by nobody',
    ask: ({ world }) => post('/session/switch-organization', { organization_id: world.organization('Acme').id }),
    status: 400,
    errors: [],
  },
  {
    name: 'a switch to an unknown organization',
    before: asAda,
    ask: () => post('/session/switch-organization', { organization_id: '7' }),
    status: 400,
    errors: [],
  },
  {
    name: 'a switch to an unknown workspace',
    before: asAda,
    ask: () => post('/session/switch-workspace', { workspace_id: '7' }),
    status: 400,
    errors: [],
  },
  {
    name: 'a switch to a restricted organization',
    before: (call) => signIn(call, 'linus'),
    ask: ({ world }) => post('/session/switch-organization', { organization_id: world.organization('Globex').id }),
    status: 403,
    errors: [],
  },
  {
    name: 'a switch to a restricted workspace',
    before: (call) => signIn(call, 'linus'),
    ask: ({ world }) => post('/session/switch-workspace', { workspace_id: world.workspace('Research').id }),
    status: 403,
    errors: [],
  },
  {
    name: 'a sign-out of an unknown account',
    before: asAda,
    ask: () => post('/session/sign-out', { sign_in_id: '7' }),
    status: 400,
    errors: [],
  },
  {
    name: 'a wrong password',
    ask: () => ({ method: 'POST', path: '/auth/signin', form: { ...signInForm('ada'), password: 'wrong' } }),
    status: 401,
    errors: [{ code: 'INVALID_CREDENTIALS', message: expect.any(String) }],
  },
  {
    name: 'an unknown address, exactly like a wrong password',
    ask: () => ({ method: 'POST', path: '/auth/signin', form: signInForm('eve') }),
    status: 401,
    errors: [{ code: 'INVALID_CREDENTIALS', message: expect.any(String) }],
  },
  {
    name: 'the same account twice',
    before: asAda,
    ask: () => ({ method: 'POST', path: '/auth/signin', form: signInForm('ada') }),
    status: 400,
    errors: [{ code: 'USER_ALREADY_SIGNED_IN', message: expect.any(String) }],
  },
  {
    name: 'a disabled account',
    before: async (_call, { world }) => world.disableUser('ada'),
    ask: () => ({ method: 'POST', path: '/auth/signin', form: signInForm('ada') }),
    status: 403,
    errors: [{ code: 'USER_DISABLED', message: expect.any(String) }],
  },
  {
    name: 'an unknown strategy',
    ask: () => ({ method: 'POST', path: '/auth/signin', form: { strategy: 'telepathy' } }),
    status: 400,
    errors: null,
  },
  {
    name: 'a sign-in without a password',
    ask: () => ({ method: 'POST', path: '/auth/signin', form: { strategy: 'plain_email', email: 'ada@example.com' } }),
    status: 400,
    errors: null,
  },
  {
    name: 'a password tried too often',
    async before(call) {
      const form = { ...signInForm('ada'), password: 'wrong' }
      for (let tries = 0; tries < 10; tries++) await call({ method: 'POST', path: '/auth/signin', form })
    },
    ask: () => ({ method: 'POST', path: '/auth/signin', form: signInForm('ada') }),
    status: 403,
    errors: [{ code: 'TOO_MANY_REQUESTS', message: expect.any(String) }],
  },
  {
    name: 'a spent ticket',
    ask: () => ({ path: '/session/ticket/exchange', query: { ticket: 'spent' } }),
    status: 401,
    errors: null,
  },
  {
    name: 'a ticket for somebody disabled',
    before: async (_call, { world }) => world.disableUser('linus'),
    ask: ({ world }) => ({
      path: '/session/ticket/exchange',
      query: { ticket: world.mintTicket({ type: 'impersonation', user: 'linus' }) },
    }),
    status: 403,
    errors: expect.anything(),
  },
  { name: 'a route that is not there', ask: () => ({ path: '/nowhere' }), status: 404, errors: [] },
]
