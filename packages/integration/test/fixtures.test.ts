import type { Schema } from '@wachter/core'
import * as wire from '@wachter/core/wire'
import { describe, expect, test } from 'vitest'
import * as attempts from './fixtures/attempt.js'
import { bareDeployment, fullDeployment } from './fixtures/deployment.js'
import { emptySuccessEnvelope, refusals, successEnvelope } from './fixtures/envelope.js'
import * as memberships from './fixtures/membership.js'
import * as sessions from './fixtures/session.js'
import { sessionToken } from './fixtures/token.js'
import { userWithEverything, userWithNothing } from './fixtures/user.js'
import { partsNamedBy, read, refusedAt, untidiness } from './wire-reading.js'

const fixtures: { name: string; schema: Schema<unknown>; value: unknown; means: object }[] = [
  {
    name: 'an anonymous session',
    schema: wire.session,
    value: sessions.anonymousSession,
    means: {
      id: '7290000000000000700',
      created_at: Date.UTC(2026, 5, 1, 8),
      signins: [],
      active_signin: undefined,
      signin_attempts: [],
      signup_attempts: [],
    },
  },
  {
    name: 'a session with two accounts, one of them in a workspace',
    schema: wire.session,
    value: sessions.signedInSession,
    means: {
      signins: [
        { id: '7290000000000000801' },
        { id: '7290000000000000802', active_organization_membership: undefined },
      ],
      active_signin: {
        id: '7290000000000000801',
        expires_at: Date.UTC(2026, 6, 1, 10),
        country_code: '',
        user: { username: 'ada' },
        active_organization_membership: {
          organization: { id: '7290000000000000201', created_at: undefined, whitelisted_ips: [] },
          roles: [
            { name: 'Admin', organization_id: undefined },
            { name: 'Billing', organization_id: '7290000000000000201' },
          ],
          eligibility_restriction: undefined,
        },
        active_workspace_membership: {
          organization_id: '7290000000000000201',
          workspace: { id: '7290000000000000211', name: 'Engineering' },
          roles: [{ name: 'Analyst', permissions: ['reports:read'], workspace_id: undefined }],
        },
      },
      signin_attempts: [{ completed: true }, {}, {}, {}],
      signup_attempts: [{}, {}],
    },
  },
  {
    name: 'a session in which no account is active',
    schema: wire.session,
    value: sessions.dormantSession,
    means: { signins: [{ user: { username: 'ada' } }, { user: { username: '' } }], active_signin: undefined },
  },
  {
    name: 'numeric ids, null lists, unset times and nanoseconds',
    schema: wire.session,
    value: sessions.untidySession,
    means: {
      id: '7290000000000000000',
      created_at: Date.UTC(2026, 5, 1, 8, 59, 0, 123),
      updated_at: Date.UTC(2026, 5, 1, 10, 5, 0, 500),
      active_signin: undefined,
      signin_attempts: [],
      signup_attempts: [],
      signins: [
        {
          id: '801',
          created_at: Date.UTC(2026, 5, 1, 10),
          updated_at: undefined,
          session_id: '7290000000000000000',
          user_id: '101',
          active_organization_membership_id: '301',
          active_workspace_membership_id: undefined,
          user: {
            id: '101',
            created_at: undefined,
            first_name: '',
            primary_email_address_id: undefined,
            primary_phone_number_id: undefined,
            user_email_addresses: [],
            user_phone_numbers: [],
            social_connections: [],
            user_authenticator: undefined,
            disabled: false,
          },
          active_organization_membership: {
            organization: { id: '201', whitelisted_ips: [], auto_assigned_workspace_id: undefined, member_count: 0 },
            roles: [
              { id: '501', permissions: [], organization_id: undefined },
              { id: '502', permissions: ['invoices:read'], organization_id: '201' },
            ],
          },
          active_workspace_membership: undefined,
          expires_at: Date.UTC(2026, 6, 1, 10, 0, 0, 999),
          last_active_at: undefined,
          ip_address: '',
        },
      ],
    },
  },
  {
    name: 'members of enumerations and fields nobody has heard of',
    schema: wire.session,
    value: sessions.sessionFromTheFuture,
    means: {
      signins: [
        {
          user: {
            availability: 'in_orbit',
            second_factor_policy: 'only_on_mondays',
            user_email_addresses: [{ verification_strategy: 'oath_carrier_pigeon', verified_at: undefined }],
            social_connections: [{ provider: 'smoke_signal_oauth' }],
          },
        },
      ],
      signin_attempts: [
        {
          method: 'telepathy',
          current_step: 'verify_dream',
          remaining_steps: ['verify_dream', 'complete_profile'],
          missing_fields: ['favourite_colour'],
          available_2fa_methods: ['retina', 'authenticator'],
        },
      ],
      signup_attempts: [{ current_step: 'verify_pulse' }],
    },
  },
  {
    name: 'a user with everything',
    schema: wire.user,
    value: userWithEverything,
    means: {
      has_profile_picture: true,
      user_email_addresses: [
        { verified_at: Date.UTC(2025, 10, 2, 9, 31) },
        { verified: false, verified_at: undefined },
      ],
      user_phone_numbers: [{ country_code: '+44' }],
      social_connections: [{ user_email_address_id: '7290000000000000111' }],
      user_authenticator: { id: '7290000000000000141' },
      public_metadata: { favourite_engine: 'analytical', nested: { kept_as_it_is: [1, null, 'two'] } },
    },
  },
  {
    name: 'a user with nothing',
    schema: wire.user,
    value: userWithNothing,
    means: {
      first_name: '',
      primary_email_address_id: undefined,
      user_email_addresses: [],
      social_connections: [],
      user_authenticator: undefined,
      has_password: false,
    },
  },
  {
    name: 'organization memberships of every eligibility',
    schema: wire.organizationMemberships,
    value: memberships.organizationMemberships,
    means: [
      {
        organization: {
          whitelisted_ips: ['198.51.100.7', '203.0.113.0/24'],
          auto_assigned_workspace_id: '7290000000000000213',
        },
        eligibility_restriction: { type: 'ip_and_mfa_required' },
      },
      { organization: { whitelisted_ips: [] }, roles: [], eligibility_restriction: { type: 'mfa_required' } },
      { roles: [{ permissions: ['organization:admin'] }], eligibility_restriction: { type: 'none' } },
    ],
  },
  {
    name: 'workspace memberships with either name of the MFA flag',
    schema: wire.workspaceMemberships,
    value: memberships.workspaceMemberships,
    means: [
      {
        organization_membership_id: '7290000000000000301',
        organization: { name: 'Acme' },
        workspace: { enforce_mfa: false, enforce_2fa: false },
        roles: [{ workspace_id: '7290000000000000211' }],
        eligibility_restriction: { type: 'ip_not_allowed', message: 'Not from here' },
      },
      {
        organization_membership_id: undefined,
        organization: undefined,
        workspace: { enforce_2fa: true },
        roles: [],
        eligibility_restriction: undefined,
      },
    ],
  },
  {
    name: 'an organization membership as a session embeds it',
    schema: wire.organizationMembership,
    value: memberships.embeddedOrganizationMembership,
    means: { organization: { updated_at: undefined }, public_metadata: { seat: 4 } },
  },
  {
    name: 'a workspace membership as a session embeds it',
    schema: wire.workspaceMembership,
    value: memberships.embeddedWorkspaceMembership,
    means: { organization_membership_id: undefined, workspace: { updated_at: undefined } },
  },
  { name: 'no memberships at all', schema: wire.organizationMemberships, value: null, means: [] },
  {
    name: 'a completed sign-in attempt',
    schema: wire.signInAttempt,
    value: attempts.completedSignInAttempt,
    means: { completed: true, current_step: '', remaining_steps: [], errors: [], profile_completion_data: undefined },
  },
  {
    name: 'an attempt that waits for a second factor',
    schema: wire.signInAttempt,
    value: attempts.secondFactorAttempt,
    means: {
      current_step: 'verify_second_factor',
      missing_fields: ['phone_number', 'last_name'],
      available_2fa_methods: ['authenticator', 'backup_code', 'phone_otp'],
      second_method_authentication_required: true,
      profile_completion_data: { email: 'ada@example.com', last_name: '' },
    },
  },
  {
    name: 'an attempt of nobody',
    schema: wire.signInAttempt,
    value: attempts.attemptOfNobody,
    means: { user_id: undefined, identifier_id: undefined, missing_fields: [], available_2fa_methods: [] },
  },
  {
    name: 'an attempt that went wrong',
    schema: wire.signInAttempt,
    value: attempts.erroredSsoAttempt,
    means: { sso_provider: 'google_oauth', errored: true, errors: [{ code: 'INVALID_STATE' }, { code: '' }] },
  },
  {
    name: 'a sign-up attempt with steps',
    schema: wire.signUpAttempt,
    value: attempts.signUpAttemptWithSteps,
    means: { current_step: 'verify_email', remaining_steps: ['verify_email', 'verify_phone'], completed: false },
  },
  {
    name: 'a sign-up attempt without steps',
    schema: wire.signUpAttempt,
    value: attempts.signUpAttemptWithoutSteps,
    means: { remaining_steps: [], required_fields: [], sso_provider: '' },
  },
  {
    name: 'a full deployment',
    schema: wire.deployment,
    value: fullDeployment,
    means: {
      frontend_host: 'accounts.example.com',
      maintenance_mode: true,
      auth_settings: fullDeployment.auth_settings,
      ui_settings: fullDeployment.ui_settings,
      social_connections: [{ enabled: true }, { provider: 'smoke_signal_oauth', enabled: false }],
    },
  },
  {
    name: 'a deployment with nearly nothing',
    schema: wire.deployment,
    value: bareDeployment,
    means: {
      id: '7290000000000000003',
      mode: '',
      auth_settings: undefined,
      ui_settings: undefined,
      social_connections: [],
    },
  },
  { name: 'a session token', schema: wire.sessionToken, value: sessionToken, means: { expires: 1_780_308_030_000 } },
]

describe('what the protocol says by hand', () => {
  test.each(fixtures)('$name is read as it is meant', ({ schema, value, means }) => {
    expect(partsNamedBy(means, read(schema, value))).toEqual(means)
  })

  test.each(fixtures)('$name leaves nothing untidy behind', ({ schema, value }) => {
    expect(untidiness(read(schema, value))).toEqual([])
  })

  test('the answer to a successful call gives its data and nothing else', () => {
    expect(read(wire.success, successEnvelope)).toEqual({ data: { token: 'kept' } })
    expect(read(wire.success, emptySuccessEnvelope)).toEqual({ data: null })
  })

  test.each(refusals.filter(({ body }) => typeof body === 'object'))('$kind keeps all that was named', (refusal) => {
    expect(read(wire.refusal, refusal.body).errors.map(({ code }) => code)).toEqual(refusal.codes)
  })
})

const { user: _user, ...signInOfNoUser } = sessions.signInWithContext
const { organization: _organization, ...membershipOfNothing } = memberships.embeddedOrganizationMembership
const { workspace: _workspace, ...membershipOfNowhere } = memberships.embeddedWorkspaceMembership

describe('what cannot be meant', () => {
  const session = (parts: object) => ({ ...sessions.signedInSession, ...parts })
  const signIn = (parts: object) =>
    session({ signins: [sessions.signInWithoutContext, { ...signInOfNoUser, ...parts }] })

  const wrong: { name: string; schema: Schema<unknown>; value: unknown; at: string }[] = [
    { name: 'null for a session', schema: wire.session, value: null, at: '' },
    { name: 'text for a session', schema: wire.session, value: '<html>', at: '' },
    { name: 'a list for a session', schema: wire.session, value: [sessions.anonymousSession], at: '' },
    { name: 'an empty session', schema: wire.session, value: {}, at: 'id' },
    { name: 'a session whose id is null', schema: wire.session, value: session({ id: null }), at: 'id' },
    { name: 'a session whose id is empty', schema: wire.session, value: session({ id: '' }), at: 'id' },
    { name: 'a session whose id is "0"', schema: wire.session, value: session({ id: '0' }), at: 'id' },
    { name: 'a session whose id is 0', schema: wire.session, value: session({ id: 0 }), at: 'id' },
    { name: 'a session whose id is NaN', schema: wire.session, value: session({ id: Number.NaN }), at: 'id' },
    { name: 'a session whose id is an object', schema: wire.session, value: session({ id: { id: '7' } }), at: 'id' },
    { name: 'a session whose id is true', schema: wire.session, value: session({ id: true }), at: 'id' },
    { name: 'sign-ins that are no list', schema: wire.session, value: session({ signins: {} }), at: 'signins' },
    { name: 'sign-ins that are text', schema: wire.session, value: session({ signins: 'none' }), at: 'signins' },
    { name: 'a hole among sign-ins', schema: wire.session, value: session({ signins: [null] }), at: 'signins.0' },
    { name: 'a sign-in without an id', schema: wire.session, value: signIn({ id: undefined }), at: 'signins.1.id' },
    {
      name: 'a sign-in whose user is text',
      schema: wire.session,
      value: signIn({ user: 'ada' }),
      at: 'signins.1.user',
    },
    {
      name: 'a sign-in whose user has no id',
      schema: wire.session,
      value: signIn({ user: { username: 'ada' } }),
      at: 'signins.1.user.id',
    },
    {
      name: 'an active sign-in that is a list',
      schema: wire.session,
      value: session({ active_signin: [sessions.signInWithContext] }),
      at: 'active_signin',
    },
    {
      name: 'an active sign-in that is its id',
      schema: wire.session,
      value: session({ active_signin: '7290000000000000801' }),
      at: 'active_signin',
    },
    {
      name: 'an embedded membership without its organization',
      schema: wire.session,
      value: signIn({ active_organization_membership: membershipOfNothing }),
      at: 'signins.1.active_organization_membership.organization',
    },
    {
      name: 'an embedded membership without its workspace',
      schema: wire.session,
      value: signIn({ active_workspace_membership: membershipOfNowhere }),
      at: 'signins.1.active_workspace_membership.workspace',
    },
    {
      name: 'an attempt without an id',
      schema: wire.session,
      value: session({ signin_attempts: [{ method: 'plain_email' }] }),
      at: 'signin_attempts.0.id',
    },
    {
      name: 'memberships as a page of them',
      schema: wire.organizationMemberships,
      value: { data: memberships.organizationMemberships, meta: { has_more: false } },
      at: '',
    },
    {
      name: 'a membership of an organization without an id',
      schema: wire.organizationMemberships,
      value: [{ ...membershipOfNothing, organization: { name: 'Acme' } }],
      at: '0.organization.id',
    },
    {
      name: 'a role without an id',
      schema: wire.organizationMemberships,
      value: [{ ...memberships.embeddedOrganizationMembership, roles: [{ name: 'Admin' }] }],
      at: '0.roles.0.id',
    },
    {
      name: 'roles that are a name',
      schema: wire.workspaceMemberships,
      value: [{ ...memberships.embeddedWorkspaceMembership, roles: 'admin' }],
      at: '0.roles',
    },
    { name: 'a user without an id', schema: wire.user, value: { ...userWithNothing, id: null }, at: 'id' },
    {
      name: 'an e-mail address that is text',
      schema: wire.user,
      value: { ...userWithNothing, user_email_addresses: ['ada@example.com'] },
      at: 'user_email_addresses.0',
    },
    { name: 'a deployment that is a list', schema: wire.deployment, value: [fullDeployment], at: '' },
    { name: 'a deployment without an id', schema: wire.deployment, value: { mode: 'staging' }, at: 'id' },
    { name: 'a token that is missing', schema: wire.sessionToken, value: { expires: 1 }, at: 'token' },
    { name: 'a token that is empty', schema: wire.sessionToken, value: { token: '', expires: 1 }, at: 'token' },
    { name: 'a token answer that is the token', schema: wire.sessionToken, value: 'eyJ.e30.AAAA', at: '' },
    { name: 'an envelope that is a list', schema: wire.success, value: [], at: '' },
    { name: 'no envelope', schema: wire.success, value: undefined, at: '' },
  ]

  test.each(wrong)('$name is refused at "$at"', ({ schema, value, at }) => {
    expect(refusedAt(schema, value)).toBe(at)
  })

  test('a field named __proto__ reaches nobody', () => {
    const hostile: unknown = JSON.parse('{"id":"7","__proto__":{"active_signin":{"id":"8"}},"constructor":{"id":"9"}}')
    expect(read(wire.session, hostile)).toEqual({
      id: '7',
      created_at: undefined,
      updated_at: undefined,
      signins: [],
      active_signin: undefined,
      signin_attempts: [],
      signup_attempts: [],
    })
  })

  test.each(['today', '', '0001-01-01T00:00:00Z', null, {}, 'Infinity'])('the time %j is none', (created_at) => {
    expect(read(wire.session, { id: '7', created_at }).created_at).toBeUndefined()
  })
})
