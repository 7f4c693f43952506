import type { SignInAttempt } from '../../model/session.js'
import type { AttemptTracker } from '../attempts/tracker.js'
import type { Verification } from '../attempts/verification.js'
import { namedAs } from '../engine/refusals.js'
import { requireText } from '../inputs/require-text.js'
import { normalizeCode } from '../inputs/typed-code.js'
import { secondFactorNames } from './method-names.js'
import type { SecondFactorMethod } from './second-factor-steps.js'

/** A phone comes last: it takes a message, and first the digits of its number. */
const methods: readonly SecondFactorMethod[] = ['authenticator', 'backup-code', 'phone']

/** The actions and fields of the second-factor step (PROTOCOL.md §6.3). */
export function createSecondFactor(tracker: AttemptTracker<SignInAttempt>, { send, verify }: Verification) {
  const methodsOf = ({ available2faMethods }: SignInAttempt) =>
    methods.filter((method) => available2faMethods.includes(secondFactorNames[method]))
  const chosen = (attempt: SignInAttempt): SecondFactorMethod =>
    methods.find((method) => secondFactorNames[method] === tracker.sentFor('verify_second_factor')?.method) ??
    methodsOf(attempt)[0] ??
    'authenticator'

  return {
    actions: {
      /** Tells the server which method will be used. Sends nothing to the user. */
      async choose(method: SecondFactorMethod) {
        const name = secondFactorNames[method]
        if (tracker.sentFor(tracker.current().currentStep)?.method !== name) await send(name)
      },
      async sendPhoneCode(lastDigits: string) {
        requireText('lastDigits', lastDigits)
        await send(secondFactorNames.phone, { last_digits: normalizeCode(lastDigits) }).catch(
          namedAs(400, 'phone-rejected', 'No phone number of this account ends with these digits'),
        )
      },
      verify: (code: string) => verify(code, { method: secondFactorNames[chosen(tracker.current())] }),
    },
    tell(attempt: SignInAttempt) {
      const method = chosen(attempt)
      const { currentStep } = attempt
      const isSent = method === 'phone'
      return {
        kind: 'second-factor' as const,
        ...tracker.times(isSent ? currentStep : ''),
        address: (isSent && tracker.sentFor(currentStep)?.address) || '',
        methods: methodsOf(attempt),
        method,
      }
    },
  }
}
