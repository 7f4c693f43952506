import type { SignInFlow } from '@wachter/core/flows'
import type { DeploymentOverrides, NewUser, Switches } from '@wachter/emulator'
import { expect } from 'vitest'
import { until } from '../stage.js'
import { at, lastCode, lastLink } from './place.js'
import type { Move, Path, Scene } from './walk.js'

type SignInMove = Move<SignInFlow>

/** A part of a sign-in: who has to be there for it, and what they do. */
interface Part {
  readonly name: string
  readonly person: Omit<NewUser, 'email'> & { readonly email?: string | undefined }
  readonly deployment?: DeploymentOverrides
  readonly switches?: Partial<Switches>
  readonly moves: readonly SignInMove[]
}

const email = 'mary@example.com'
const username = 'mary'
const password = 'Modern-Prometheus-1818'
const phone = { countryCode: '+41', phoneNumber: '446681800' }

const givesCode: SignInMove = {
  at: 'verify-code',
  make: ({ tab, place }) => at(tab, 'verify-code').verify(lastCode(place)),
}
const sendsAndGivesCode = (channel: 'email' | 'phone'): readonly SignInMove[] => [
  {
    at: 'verify-code',
    says: { channel, sentAtMs: undefined },
    sends: 1,
    make: ({ tab }) => at(tab, 'verify-code').send(),
  },
  { ...givesCode, says: { channel, sentAtMs: expect.any(Number) } },
]
const asksForLink: SignInMove = {
  at: 'start',
  sends: 1,
  make: ({ tab }) => at(tab, 'start').emailLink({ email }),
}

const byEmail: readonly Part[] = [
  {
    name: 'a password and a verified address',
    person: {},
    moves: [{ at: 'start', make: ({ tab }) => at(tab, 'start').password({ email, password }) }],
  },
  {
    name: 'a password and an address that is yet to be verified',
    person: { emailVerified: false },
    switches: { preparesVerifyEmail: true },
    moves: [
      { at: 'start', make: ({ tab }) => at(tab, 'start').password({ email, password }) },
      ...sendsAndGivesCode('email'),
    ],
  },
  {
    name: 'a code by e-mail',
    person: {},
    moves: [{ at: 'start', sends: 1, make: ({ tab }) => at(tab, 'start').emailCode({ email }) }, givesCode],
  },
  {
    name: 'a link opened in the same tab',
    person: {},
    moves: [asksForLink, { at: 'verify-link', make: openLinkHere }],
  },
  {
    name: 'a link opened in another tab',
    person: {},
    moves: [asksForLink, { at: 'verify-link', make: openLinkInAnotherTab }],
  },
  {
    name: 'a link opened in another browser',
    person: {},
    deployment: { auth_settings: { magic_link: { require_same_device: false } } },
    moves: [asksForLink, { at: 'verify-link', make: openLinkInAnotherBrowser }],
  },
]
const byUsername: Part = {
  name: 'a password and a username',
  person: {},
  moves: [{ at: 'start', make: ({ tab }) => at(tab, 'start').password({ username, password }) }],
}
const byPhone: Part = {
  name: 'a code by SMS',
  person: { phone },
  moves: [
    {
      at: 'start',
      sends: 1,
      make: ({ tab }) =>
        at(tab, 'start').phoneCode({ phoneNumber: phone.phoneNumber, phoneCountryCode: phone.countryCode }),
    },
    { ...givesCode, says: { channel: 'phone' } },
  ],
}

const apps: NewUser = { authenticator: true, backupCodes: ['AbCd-1234'], secondFactorPolicy: 'enforced' }
const noFactor: Part = { name: 'no second factor', person: {}, moves: [] }
const appFactors: readonly Part[] = [
  {
    name: 'an authenticator',
    person: apps,
    moves: [
      {
        at: 'second-factor',
        says: { method: 'authenticator' },
        make: ({ tab, place }) => at(tab, 'second-factor').verify(place.world.totpCode(username)),
      },
    ],
  },
  {
    name: 'a backup code',
    person: apps,
    moves: [
      {
        at: 'second-factor',
        says: { methods: expect.arrayContaining(['authenticator', 'backup-code']) },
        make: ({ tab }) => at(tab, 'second-factor').choose('backup-code'),
      },
      {
        at: 'second-factor',
        says: { method: 'backup-code' },
        make: ({ tab }) => at(tab, 'second-factor').verify('AbCd-1234'),
      },
    ],
  },
]
const phoneFactor: Part = {
  name: 'a code to the phone that ends with 1800',
  person: { ...apps, phone },
  moves: [
    {
      at: 'second-factor',
      says: { methods: ['authenticator', 'backup-code', 'phone'] },
      sends: 1,
      make: ({ tab }) => at(tab, 'second-factor').sendPhoneCode('1800'),
    },
    {
      at: 'second-factor',
      says: { method: 'phone', address: '+41*****1800', sentAtMs: expect.any(Number) },
      make: ({ tab, place }) => at(tab, 'second-factor').verify(lastCode(place)),
    },
  ],
}

const required = { required: true }
const nameless: NewUser = { firstName: '', lastName: '' }
const names = { firstName: 'Mary', lastName: 'Shelley' }
const number = { phoneNumber: phone.phoneNumber, phoneCountryCode: phone.countryCode }
const completesProfile = (
  missing: readonly string[],
  profile: Parameters<ReturnType<typeof profileStep>['submit']>[0],
): SignInMove => ({
  at: 'complete-profile',
  says: { missing },
  make: ({ tab }) => at(tab, 'complete-profile').submit(profile),
})
const profileStep = ({ tab }: Scene<SignInFlow>) => at(tab, 'complete-profile')

const fullProfile: Part = { name: 'a full profile', person: names, moves: [] }
const namesMissing: Part = {
  name: 'names to fill in',
  person: nameless,
  deployment: { auth_settings: { first_name: required, last_name: required } },
  moves: [completesProfile(['firstName', 'lastName'], names)],
}
const emailMissing: Part = {
  name: 'an address to add',
  person: { ...names, email: undefined },
  moves: [completesProfile(['email'], { email }), ...sendsAndGivesCode('email')],
}
const phoneMissing: Part = {
  name: 'a number to add',
  person: names,
  deployment: { auth_settings: { phone_number: required } },
  moves: [completesProfile(['phoneNumber'], number), ...sendsAndGivesCode('phone')],
}
const muchMissing: Part = {
  name: 'names, an address and a number to add',
  person: { ...nameless, email: undefined },
  deployment: { auth_settings: { first_name: required, last_name: required, phone_number: required } },
  moves: [
    completesProfile(['firstName', 'lastName', 'email', 'phoneNumber'], { ...names, email, ...number }),
    ...sendsAndGivesCode('email'),
    ...sendsAndGivesCode('phone'),
  ],
}

/** Every start with every second factor and every profile that can follow it. */
export const signInPaths: readonly Path<SignInFlow>[] = [
  ...combine(byEmail, [noFactor, ...appFactors], [fullProfile, namesMissing, phoneMissing]),
  ...combine(byEmail, [phoneFactor], [fullProfile, namesMissing]),
  ...combine(
    [byUsername],
    [noFactor, ...appFactors],
    [fullProfile, namesMissing, emailMissing, phoneMissing, muchMissing],
  ),
  ...combine([byUsername], [phoneFactor], [fullProfile, namesMissing, emailMissing]),
  ...combine([byPhone], [noFactor, ...appFactors, phoneFactor], [fullProfile, namesMissing, emailMissing]),
]

function combine(
  starts: readonly Part[],
  factors: readonly Part[],
  profiles: readonly Part[],
): readonly Path<SignInFlow>[] {
  return starts.flatMap((start) =>
    factors.flatMap((factor) => profiles.map((profile) => pathOf(start, factor, profile))),
  )
}

function pathOf(...parts: readonly Part[]): Path<SignInFlow> {
  return {
    name: parts.map(({ name }) => name).join(', '),
    prepare({ world }) {
      for (const { deployment, switches } of parts) {
        if (deployment) world.changeDeployment(deployment)
        Object.assign(world.switches, switches)
      }
      world.addUser(Object.assign({ username, password, email }, ...parts.map(({ person }) => person)))
    },
    open: (browser) => browser.openSignIn(),
    moves: parts.flatMap(({ moves }) => moves),
    who: username,
  }
}

async function openLinkHere(scene: Scene<SignInFlow>) {
  scene.tab.page.replaceUrl(lastLink(scene.place))
  const tab = await scene.tab.reload()
  await scene.moveTo(scene.browser, tab)
  const after = await tab.flow.openLink()
  expect(tab.page.url()).not.toContain('token')
  return after
}

async function openLinkInAnotherTab({ place, browser, tab }: Scene<SignInFlow>) {
  const other = await browser.openSignIn({ address: lastLink(place) })
  const { error, step } = await other.flow.openLink()
  expect(error).toBeUndefined()
  const after = await until(tab.flow.$state, (state) => state.step.kind !== 'verify-link')
  expect(after.step.kind).toBe(step.kind)
  other.close()
  return after
}

async function openLinkInAnotherBrowser({ place, tab, moveTo }: Scene<SignInFlow>) {
  const browser = place.openBrowser()
  const other = await browser.openSignIn({ address: lastLink(place) })
  await moveTo(browser, other)
  const after = await other.flow.openLink()
  // Where it was asked for, it never leads to an account.
  const { step } = await at(tab, 'verify-link').check()
  expect(step.kind).toBe(after.step.kind === 'complete' ? 'start' : 'ended')
  expect(tab.client.$session.get()).toBeNull()
  tab.close()
  return after
}
