import type { FlowState, SignInFlow, SignUpFlow } from '@wachter/core/flows'
import type { OutboxMessage } from '@wachter/emulator'
import type { FrozenPlace } from '../frozen-place.js'
import type { StepOf } from '../place.js'

export const mary = { email: 'mary@example.com', username: 'mary', password: 'password-not-for-anybodys-eyes-1' }
export const phone = { countryCode: '+41', phoneNumber: '446681800' }
export const backupCodes = Array.from({ length: 8 }, (_, index) => `Backup-${index}${index}${index}${index}`)
const newPhone = { phoneNumber: '446681801', phoneCountryCode: '+41' }

export type Outcome = Promise<FlowState<{ readonly kind: string }>>

/** Something that can be done at a step. */
export interface Choice {
  readonly name: string
  readonly run: () => Outcome
  /** Whether a message is sent for it when it succeeds; for people the server does not know none is. */
  readonly sends?: 'surely' | 'maybe'
}

type Step = StepOf<SignInFlow> | StepOf<SignUpFlow>

interface Circumstances {
  /** A number not given before. */
  readonly count: number
  /** Whether there is no other tab, whose attempt may be taken for ours when an answer is lost. */
  readonly isAlone: boolean
}

/** Everything that can be done at a step, with right and wrong input. */
export function choicesAt(step: Step, place: FrozenPlace, { count, isAlone }: Circumstances): readonly Choice[] {
  const { world } = place
  const messages = 'attemptId' in step ? world.outbox().filter((one) => one.attemptId === step.attemptId) : []
  const code = (message: OutboxMessage | undefined) => (message?.kind === 'code' ? message.code : '000000')
  switch (step.kind) {
    case 'start': {
      if ('submit' in step) {
        const person = { ...mary, email: `new-${count}@example.com`, username: `new${count}` }
        const number = { phoneNumber: `44668${1900 + count}`, phoneCountryCode: '+41' }
        return [
          { name: 'sign up', run: () => step.submit(person) },
          { name: 'sign up with a phone', run: () => step.submit({ ...person, ...number }) },
          { name: 'sign up with a phone', run: () => step.submit({ ...person, ...number }) },
          { name: 'sign up as somebody else', run: () => step.submit(mary) },
          { name: 'sign up without a password', run: () => step.submit({ ...person, password: '' }) },
        ]
      }
      const { emailAddresses, phoneNumbers } = world.user(mary.username)
      const byEmail = isAlone && emailAddresses[0]?.verifiedAtMs ? 'surely' : 'maybe'
      return [
        { name: 'give a password', run: () => step.password(mary) },
        { name: 'give a password', run: () => step.password({ username: mary.username, password: mary.password }) },
        { name: 'give a wrong password', run: () => step.password({ ...mary, password: 'wrong' }) },
        { name: 'give no password', run: () => step.password({ ...mary, password: '' }) },
        { name: 'ask for a code', run: () => step.emailCode(mary), sends: byEmail },
        { name: 'ask for a code', run: () => step.emailCode(mary), sends: byEmail },
        { name: 'ask for a code for nobody', run: () => step.emailCode({ email: 'eve@example.com' }) },
        {
          name: 'ask for a code by SMS',
          run: () => step.phoneCode({ phoneNumber: phone.phoneNumber, phoneCountryCode: phone.countryCode }),
          sends:
            isAlone && phoneNumbers.some(({ phoneNumber }) => phoneNumber === phone.phoneNumber) ? 'surely' : 'maybe',
        },
        { name: 'ask for a link', run: () => step.emailLink(mary), sends: byEmail },
        { name: 'ask for a link', run: () => step.emailLink(mary), sends: byEmail },
        { name: 'ask for a link for nobody', run: () => step.emailLink({ email: 'eve@example.com' }) },
        { name: 'ask how one signs in', run: () => step.identify(mary.email) },
      ]
    }
    case 'verify-code':
      return [
        { name: 'send', run: () => step.send(), sends: messages.length > 0 ? 'surely' : 'maybe' },
        { name: 'give the code', run: () => step.verify(code(messages.at(-1))) },
        { name: 'give the code', run: () => step.verify(code(messages.at(-1))) },
        { name: 'give the first code', run: () => step.verify(code(messages[0])) },
        { name: 'give a wrong code', run: () => step.verify('000000') },
        { name: 'give no code', run: () => step.verify(' ') },
      ]
    case 'verify-link':
      return [
        { name: 'send', run: () => step.send(), sends: messages.length > 0 ? 'surely' : 'maybe' },
        { name: 'check', run: () => step.check() },
      ]
    case 'second-factor': {
      const right = {
        authenticator: () => world.totpCode(mary.username),
        'backup-code': () => world.user(mary.username).backupCodes[0] ?? 'none',
        phone: () => code(messages.filter(({ purpose }) => purpose === 'second-factor').at(-1)),
      }[step.method]
      return [
        { name: 'choose the authenticator', run: () => step.choose('authenticator') },
        { name: 'choose a backup code', run: () => step.choose('backup-code') },
        { name: 'send to the phone', run: () => step.sendPhoneCode(phone.phoneNumber.slice(-4)), sends: 'surely' },
        { name: 'send to no phone', run: () => step.sendPhoneCode('0000') },
        { name: 'give the second factor', run: () => step.verify(right()) },
        { name: 'give the second factor', run: () => step.verify(right()) },
        { name: 'give a wrong second factor', run: () => step.verify('000000') },
      ]
    }
    case 'complete-profile':
      return [
        { name: 'fill in all', run: () => step.submit({ firstName: 'Mary', lastName: 'Shelley', ...newPhone }) },
        { name: 'fill in all', run: () => step.submit({ firstName: 'Mary', lastName: 'Shelley', ...newPhone }) },
        { name: 'fill in some', run: () => step.submit({ firstName: 'Mary' }) },
        { name: 'fill in nothing', run: () => step.submit({}) },
      ]
    default:
      return []
  }
}
