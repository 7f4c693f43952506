import type { FlowState, SignInFlow, SignUpFlow } from '@wachter/core/flows'
import { seedPassword } from '@wachter/emulator'
import { mary } from '@wachter/testing/people'
import type { Browser, Tab } from './browser.js'
import type { FrozenPlace } from './frozen-place.js'
import { at, lastCode, lastLink, redemptionOf } from './place.js'

type AnyState = FlowState<{ readonly kind: string }>

/** Something a flow does that asks the server, at the step where it can be done. */
export interface Action {
  readonly name: string
  /** What it asks. */
  readonly path: string
  /** Whether the server tells what came of it in the session. */
  readonly changes: boolean
  /** How many messages one of it sends. */
  readonly sends: number
  /** The step it leads to. */
  readonly leadsTo: string
  /** What belongs neither into an error nor into storage. */
  readonly secrets: (place: FrozenPlace) => readonly string[]
  readonly reach: (place: FrozenPlace, browser: Browser) => Promise<Reached>
}

interface Reached {
  readonly tab: Tab
  readonly act: () => Promise<AnyState>
}

const grace = 'grace@example.com'
const required = { required: true }

const messages = ({ world }: FrozenPlace): readonly string[] =>
  world.outbox().map((message) => (message.kind === 'code' ? message.code : redemptionOf(message.link).token))
const passwords = () => [seedPassword, mary.password]

const openSignIn = async (
  browser: Browser,
  reach: (tab: Tab<SignInFlow>) => Promise<unknown>,
  act: (tab: Tab<SignInFlow>) => Promise<AnyState>,
): Promise<Reached> => {
  const tab = await browser.openSignIn()
  await reach(tab)
  return { tab, act: () => act(tab) }
}
const openSignUp = async (
  browser: Browser,
  reach: (tab: Tab<SignUpFlow>) => Promise<unknown>,
  act: (tab: Tab<SignUpFlow>) => Promise<AnyState>,
): Promise<Reached> => {
  const tab = await browser.openSignUp()
  await reach(tab)
  return { tab, act: () => act(tab) }
}
const nothingYet = async () => undefined

/** Grace is asked for a second factor. */
const secondFactor = (
  name: string,
  path: string,
  more: Pick<Action, 'changes' | 'sends' | 'leadsTo'>,
  act: (tab: Tab<SignInFlow>, place: FrozenPlace) => Promise<AnyState>,
): Action => ({
  name,
  path,
  ...more,
  secrets: (place) => [...passwords(), ...messages(place), place.world.totpCode('grace')],
  reach(place, browser) {
    place.world.setSecondFactorPolicy('grace', 'enforced')
    const reach = (tab: Tab<SignInFlow>) => at(tab, 'start').password({ email: grace, password: seedPassword })
    return openSignIn(browser, reach, (tab) => act(tab, place))
  },
})

export const actions: readonly Action[] = [
  {
    name: 'signing in with a password',
    path: '/auth/signin',
    changes: true,
    sends: 0,
    leadsTo: 'complete',
    secrets: passwords,
    reach: (_, browser) =>
      openSignIn(browser, nothingYet, (tab) => at(tab, 'start').password({ email: grace, password: seedPassword })),
  },
  {
    name: 'asking for a code by e-mail',
    path: '/auth/signin',
    changes: true,
    sends: 1,
    leadsTo: 'verify-code',
    secrets: messages,
    reach: (_, browser) => openSignIn(browser, nothingYet, (tab) => at(tab, 'start').emailCode({ email: grace })),
  },
  {
    name: 'asking how an address signs in',
    path: '/auth/identify',
    changes: false,
    sends: 0,
    leadsTo: 'start',
    secrets: () => [],
    reach: (_, browser) => openSignIn(browser, nothingYet, (tab) => at(tab, 'start').identify(grace)),
  },
  {
    name: 'giving the code of a sign-in',
    path: '/auth/attempt-verification',
    changes: true,
    sends: 0,
    leadsTo: 'complete',
    secrets: messages,
    reach: (place, browser) =>
      openSignIn(
        browser,
        (tab) => at(tab, 'start').emailCode({ email: grace }),
        (tab) => at(tab, 'verify-code').verify(lastCode(place)),
      ),
  },
  {
    name: 'asking for another link',
    path: '/auth/prepare-verification',
    changes: false,
    sends: 1,
    leadsTo: 'verify-link',
    secrets: messages,
    reach: (place, browser) =>
      openSignIn(
        browser,
        async (tab) => {
          await at(tab, 'start').emailLink({ email: grace })
          await place.time.pass(30_000)
        },
        (tab) => at(tab, 'verify-link').send(),
      ),
  },
  {
    name: 'looking whether a link was opened',
    path: '/session',
    changes: false,
    sends: 0,
    leadsTo: 'verify-link',
    secrets: messages,
    reach: (_, browser) =>
      openSignIn(
        browser,
        (tab) => at(tab, 'start').emailLink({ email: grace }),
        (tab) => at(tab, 'verify-link').check(),
      ),
  },
  {
    name: 'opening a link',
    path: '/auth/verify-magic-link',
    changes: true,
    sends: 0,
    leadsTo: 'complete',
    secrets: messages,
    reach: (place, browser) =>
      openSignIn(
        browser,
        (tab) => at(tab, 'start').emailLink({ email: grace }),
        (tab) => tab.flow.openLink(redemptionOf(lastLink(place))),
      ),
  },
  secondFactor(
    'choosing a second factor',
    '/auth/prepare-verification',
    { changes: false, sends: 0, leadsTo: 'second-factor' },
    (tab) => at(tab, 'second-factor').choose('backup-code'),
  ),
  secondFactor(
    'asking for a code to a phone',
    '/auth/prepare-verification',
    { changes: false, sends: 1, leadsTo: 'second-factor' },
    (tab) => at(tab, 'second-factor').sendPhoneCode('0143'),
  ),
  secondFactor(
    'giving a second factor',
    '/auth/attempt-verification',
    { changes: true, sends: 0, leadsTo: 'complete' },
    (tab, { world }) => at(tab, 'second-factor').verify(world.totpCode('grace')),
  ),
  {
    name: 'completing a profile',
    path: '/auth/complete-profile',
    changes: true,
    sends: 0,
    leadsTo: 'verify-code',
    secrets: passwords,
    reach(place, browser) {
      place.world.changeDeployment({ auth_settings: { phone_number: required } })
      return openSignIn(
        browser,
        (tab) => at(tab, 'start').password({ email: 'linus@example.com', password: seedPassword }),
        (tab) => at(tab, 'complete-profile').submit({ phoneNumber: '446681800', phoneCountryCode: '+41' }),
      )
    },
  },
  {
    name: 'signing up',
    path: '/auth/signup',
    changes: true,
    sends: 0,
    leadsTo: 'verify-code',
    secrets: passwords,
    reach: (_, browser) => openSignUp(browser, nothingYet, (tab) => at(tab, 'start').submit(mary)),
  },
  {
    name: 'signing up without anything to verify',
    path: '/auth/signup',
    changes: true,
    sends: 0,
    leadsTo: 'complete',
    secrets: passwords,
    reach(place, browser) {
      place.world.changeDeployment({ auth_settings: { verification_policy: { email: false } } })
      return openSignUp(browser, nothingYet, (tab) => at(tab, 'start').submit(mary))
    },
  },
  {
    name: 'asking for the code of a sign-up',
    path: '/auth/prepare-verification',
    changes: false,
    sends: 1,
    leadsTo: 'verify-code',
    secrets: (place) => [...passwords(), ...messages(place)],
    reach: (_, browser) =>
      openSignUp(
        browser,
        (tab) => at(tab, 'start').submit(mary),
        (tab) => at(tab, 'verify-code').send(),
      ),
  },
  {
    name: 'giving the code of a sign-up',
    path: '/auth/attempt-verification',
    changes: true,
    sends: 0,
    leadsTo: 'complete',
    secrets: (place) => [...passwords(), ...messages(place)],
    reach: (place, browser) =>
      openSignUp(
        browser,
        async (tab) => {
          await at(tab, 'start').submit(mary)
          await at(tab, 'verify-code').send()
        },
        (tab) => at(tab, 'verify-code').verify(lastCode(place)),
      ),
  },
  {
    name: 'completing the profile of somebody a provider vouches for',
    path: '/auth/complete-profile',
    changes: true,
    sends: 0,
    leadsTo: 'verify-code',
    secrets: () => [],
    reach: ({ world }, browser) =>
      openSignUp(
        browser,
        (tab) =>
          tab.flow.resume(
            world.startOauthSignup(tab.client.$state.get().container?.id ?? '', { provider: 'github_oauth' }),
          ),
        (tab) => at(tab, 'complete-profile').submit({ email: mary.email }),
      ),
  },
]
