import type {
  FieldName,
  FlowError,
  PasswordResetStep,
  SecondFactorMethod,
  SignInStep,
  SignUpStep,
  WaitlistStep,
} from '@wachter/core/flows'
import type { Problem } from '../problem.ts'
import { maskedAddress } from './masked-address.ts'
import type { Screen } from './place.ts'

/** All steps that a surface can show. */
export type SurfaceStep = SignInStep | SignUpStep | PasswordResetStep | WaitlistStep

/** The text above a step. */
export interface StepText {
  readonly title: string
  /** Empty if the title is enough. */
  readonly lead: string
}

const startTexts: Readonly<Record<Screen, StepText>> = {
  'sign-in': { title: 'Sign in', lead: '' },
  'sign-up': { title: 'Create an account', lead: '' },
  'reset-password': { title: 'Reset your password', lead: 'We send a code to your e-mail address.' },
  waitlist: { title: 'Join the waitlist', lead: 'Accounts are by invitation: we write to you when it is your turn.' },
}

/**
 * Title and lead of a step.
 *
 * @param sentTo the masked address this page had a code sent to, for steps where the server does not return it
 */
export function stepText(screen: Screen, step: SurfaceStep, sentTo = ''): StepText {
  switch (step.kind) {
    case 'loading':
    case 'start':
    case 'request':
      return startTexts[screen]
    case 'verify-code': {
      const isPhone = 'channel' in step && step.channel === 'phone'
      const title = isPhone ? 'Check your phone' : 'Check your e-mail'
      // A user who started with an e-mail address may have a phone number to verify.
      const to = toAddress(step.address, isPhone === sentTo.includes('@') ? '' : sentTo)
      return { title, lead: step.sentAtMs === undefined ? `We can send a code${to}.` : `We sent a code${to}.` }
    }
    case 'verify-link': {
      const to = toAddress(step.address, sentTo)
      const lead = `Open the link we sent${to}, in this browser. This page goes on by itself.`
      return { title: 'Check your e-mail', lead: step.sentAtMs === undefined ? `We can send a link${to}.` : lead }
    }
    case 'second-factor':
      return { title: 'One more proof', lead: secondFactorTexts[step.method].lead(step.address) }
    case 'complete-profile':
      return { title: 'Almost there', lead: 'We need a little more to know you by.' }
    case 'new-password':
      return { title: 'Choose a new password', lead: `For ${maskedAddress(step.address)}.` }
    case 'sign-in':
      return { title: 'Your password is set', lead: 'One moment: there is one more step.' }
    case 'joined':
      return { title: 'You are on the list', lead: `We write to ${step.entry.email} when it is your turn.` }
    case 'complete':
      return { title: 'You are signed in', lead: '' }
    case 'ended':
      return step.reason === 'expired'
        ? { title: 'This took too long', lead: 'For your safety it has to begin anew.' }
        : { title: 'This is over', lead: 'It was finished elsewhere, or begun in another browser.' }
    case 'unsupported':
      return { title: 'This page cannot go on', lead: `The server asks for "${step.name}", which is new to it.` }
  }
}

/** ` to a•••@example.com`, or an empty string if the address is unknown. */
function toAddress(named: string, sentTo: string): string {
  const address = maskedAddress(named) || sentTo
  return address && ` to ${address}`
}

interface SecondFactorText {
  /** The label of the button that switches to it. */
  readonly choose: string
  readonly label: string
  readonly lead: (address: string) => string
}

export const secondFactorTexts: Readonly<Record<SecondFactorMethod, SecondFactorText>> = {
  authenticator: {
    choose: 'Use the authenticator app',
    label: 'Code of your authenticator app',
    lead: () => 'Your authenticator app shows a code of six digits.',
  },
  'backup-code': {
    choose: 'Use a backup code',
    label: 'Backup code',
    lead: () => 'Each of your backup codes is good once.',
  },
  phone: {
    choose: 'Text a code to my phone',
    label: 'Code from your phone',
    lead: (address) => (address ? `We sent a code to ${maskedAddress(address)}.` : 'We send a code to your phone.'),
  },
}

/** The labels of the buttons for users without an account. */
export const newcomerLabels = { 'sign-up': 'Create an account', waitlist: 'Join the waitlist' } as const

/** Sentences for codes whose messages can be more helpful here. */
const sentences: Readonly<Record<string, string>> = {
  'invalid-credentials': 'Wrong e-mail or password.',
  'code-rejected': 'The code is wrong, used or too old.',
  'link-rejected': 'The link is wrong, used or too old; with some deployments it opens in the same browser only.',
  'bad-sign-in-attempt': 'This sign-in is over, or was begun in another browser.',
  'too-soon': 'It was sent a moment ago. Wait a little, and look among the unwanted mail.',
  'phone-rejected': 'No phone of yours ends with these digits.',
  'email-exists': 'There is an account with this e-mail address.',
  'username-exists': 'This username is taken.',
  'phone-number-exists': 'There is an account with this phone number.',
  'user-not-found': 'There is no account with this address.',
  'user-already-signed-in': 'This account is signed in here already.',
  'signup-restricted': 'Sign-up is closed at present.',
  'signup-waitlist-only': 'Accounts are by invitation: join the waitlist.',
  'invalid-invitation-token': 'The invitation is used up, or was meant for another address.',
  'reset-expired': 'The time to set a new password is over. Ask for another code.',
  'passkey-cancelled': 'No passkey was given.',
  'passkey-exists': 'This device has a passkey for the account already.',
  'provider-not-configured': 'This provider is switched off.',
}

/** An error as a surface shows it: its stable code, and a sentence. */
export function surfaceProblem(error: FlowError | undefined): Problem | undefined {
  if (!error) return undefined
  const { code, message, retryAfterMs, fields } = error
  if (code === 'bad-request-body' && Object.keys(fields).length > 0)
    return { code, message: 'See what is marked below.' }
  const wait = code === 'rate-limited' && retryAfterMs ? ` Try again in ${Math.ceil(retryAfterMs / 1_000)} s.` : ''
  return { code, message: (sentences[code] ?? message) + wait }
}

/** The error of one field; empty if it has none. */
export function fieldProblem(error: FlowError | undefined, name: string): string {
  const problem = error?.fields[name as FieldName]
  return problem ? (sentences[problem.code.toLowerCase().replaceAll('_', '-')] ?? problem.message) : ''
}
