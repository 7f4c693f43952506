import type { SignUpFlow, SignUpInput } from '@wachter/core/flows'
import type { DeploymentOverrides } from '@wachter/emulator'
import type { Browser } from './browser.js'
import { at, lastCode, type Place } from './place.js'
import type { Move, Path } from './walk.js'

type SignUpMove = Move<SignUpFlow>

const email = 'mary@example.com'
const phone = { phoneNumber: '446681800', phoneCountryCode: '+41' }
const mary: SignUpInput = {
  firstName: 'Mary',
  lastName: 'Shelley',
  username: 'mary',
  password: 'Modern-Prometheus-1818',
}

/** What somebody fills in, and what of it the deployment verifies. */
interface Form {
  readonly name: string
  readonly input: SignUpInput
  readonly deployment: DeploymentOverrides
  readonly verifies: readonly ('email' | 'phone')[]
}

const verifying = (policy: { readonly email: boolean; readonly phone_number: boolean }): DeploymentOverrides => ({
  auth_settings: { verification_policy: policy },
})

const forms: readonly Form[] = [
  {
    name: 'nothing to verify',
    input: { ...mary, email, ...phone },
    deployment: verifying({ email: false, phone_number: false }),
    verifies: [],
  },
  {
    name: 'an address to verify',
    input: { ...mary, email, ...phone },
    deployment: verifying({ email: true, phone_number: false }),
    verifies: ['email'],
  },
  {
    name: 'an address to verify and no number',
    input: { ...mary, email },
    deployment: verifying({ email: true, phone_number: true }),
    verifies: ['email'],
  },
  {
    name: 'a number to verify',
    input: { ...mary, email, ...phone },
    deployment: verifying({ email: false, phone_number: true }),
    verifies: ['phone'],
  },
  {
    name: 'a number to verify and no address',
    input: { ...mary, ...phone },
    deployment: { auth_settings: { email_address: { required: false } } },
    verifies: ['phone'],
  },
  {
    name: 'an address and a number to verify',
    input: { ...mary, email, ...phone },
    deployment: verifying({ email: true, phone_number: true }),
    verifies: ['email', 'phone'],
  },
]

/** How somebody is let in. */
interface Admission {
  readonly name: string
  readonly mode: 'public' | 'waitlist'
  readonly invited: 'by nobody' | 'with a token' | 'with a link'
}

const admissions: readonly Admission[] = [
  { name: 'everybody is let in', mode: 'public', invited: 'by nobody' },
  { name: 'invited', mode: 'public', invited: 'with a token' },
  { name: 'past a waiting list with a token', mode: 'waitlist', invited: 'with a token' },
  { name: 'past a waiting list with the link of an invitation', mode: 'waitlist', invited: 'with a link' },
]

const verifies = (channel: 'email' | 'phone'): readonly SignUpMove[] => [
  {
    at: 'verify-code',
    says: {
      channel,
      address: channel === 'email' ? email : phone.phoneCountryCode + phone.phoneNumber,
      sentAtMs: undefined,
    },
    sends: 1,
    make: ({ tab }) => at(tab, 'verify-code').send(),
  },
  { at: 'verify-code', says: { channel }, make: ({ tab, place }) => at(tab, 'verify-code').verify(lastCode(place)) },
]

const formPaths = forms.flatMap((form) => admissions.map((admission) => pathOf(form, admission)))

function pathOf({ name, input, deployment, verifies: channels }: Form, admission: Admission): Path<SignUpFlow> {
  let inviteToken = ''
  return {
    name: `${name}, ${admission.name}`,
    prepare({ world }) {
      world.changeDeployment(deployment)
      world.changeDeployment({ restrictions: { sign_up_mode: admission.mode } })
      // An invitation is for an address.
      inviteToken =
        admission.invited === 'by nobody' ? '' : world.inviteToDeployment({ email: input.email ?? '' }).token
      world.clearOutbox()
    },
    open: (browser) =>
      browser.openSignUp(
        admission.invited === 'with a link'
          ? { address: `https://app.example.com/sign-up?invite_token=${inviteToken}` }
          : {},
      ),
    moves: [
      {
        at: 'start',
        make: ({ tab }) =>
          at(tab, 'start').submit({ ...input, ...(admission.invited === 'with a token' && { inviteToken }) }),
      },
      ...channels.flatMap(verifies),
    ],
    who: 'mary',
  }
}

/** Somebody a provider vouches for, of whom the deployment wants to know more. */
const providerPath = (
  name: string,
  missing: readonly string[],
  given: Partial<Record<'firstName' | 'lastName' | 'email', string>>,
  told: Omit<SignUpInput, 'password'>,
  channels: readonly ('email' | 'phone')[],
): Path<SignUpFlow> => ({
  name: `from a provider, ${name}`,
  prepare({ world }) {
    const required = { required: true }
    world.changeDeployment({ auth_settings: { first_name: required, last_name: required, phone_number: required } })
  },
  open: (browser: Browser) => browser.openSignUp(),
  moves: [
    {
      at: 'start',
      make: ({ tab, place }) => tab.flow.resume(startedByProvider(place, tab.client.$state.get().container?.id, given)),
    },
    { at: 'complete-profile', says: { missing }, make: ({ tab }) => at(tab, 'complete-profile').submit(told) },
    ...channels.flatMap(verifies),
  ],
  who: 'mary',
})

const startedByProvider = ({ world }: Place, sessionId: string | undefined, given: object) =>
  world.startOauthSignup(sessionId ?? '', { provider: 'github_oauth', username: 'mary', ...given })

const names = { firstName: 'Mary', lastName: 'Shelley' }

export const signUpPaths: readonly Path<SignUpFlow>[] = [
  ...formPaths,
  providerPath('without a number', ['phoneNumber'], { ...names, email }, phone, ['phone']),
  providerPath('without an address and a number', ['email', 'phoneNumber'], names, { email, ...phone }, [
    'email',
    'phone',
  ]),
  providerPath(
    'without anything',
    ['firstName', 'lastName', 'email', 'phoneNumber'],
    {},
    { ...names, email, ...phone },
    ['email', 'phone'],
  ),
]
