import type { FlowState, SecondFactorMethod, SecondFactorStep } from '@wachter/core/flows'
import { thenSend } from '../begin.ts'
import { lastDigitsField, secondFactorField } from '../fields.ts'
import { secondFactorTexts, stepText } from '../texts.ts'
import { resend, startOver } from './code-view.ts'
import { type StepView, stepView, type Typed } from './step-view.ts'
import type { Surroundings } from './surroundings.ts'

export function secondFactorView(
  at: Surroundings,
  { pending, error }: FlowState<unknown>,
  step: SecondFactorStep,
): StepView {
  const { lastDigits = '', method = step.method } = at.chosen
  const asksDigits = method === 'phone' && (step.method !== 'phone' || step.sentAtMs === undefined)

  const choose = async (other: SecondFactorMethod) => {
    at.choose({ method: other })
    // A phone is chosen by its digits; the step knows the other methods.
    if (other === 'phone') return
    await step.choose(other)
    at.choose({ method: undefined })
  }
  const submit = ({ code = '', lastDigits = '' }: Typed) => {
    if (!asksDigits) return thenSend(step.verify(code))
    at.choose({ lastDigits })
    return step.sendPhoneCode(lastDigits)
  }
  return stepView(at, {
    name: 'second-factor',
    key: `second-factor ${method} ${asksDigits}`,
    text: stepText('sign-in', { ...step, method }),
    busy: pending !== undefined,
    error,
    fields: [asksDigits ? lastDigitsField : secondFactorField(method)],
    submit: { name: 'submit', label: asksDigits ? 'Text me a code' : 'Continue', press: submit },
    links: [
      method === 'phone' &&
        !asksDigits &&
        lastDigits !== '' &&
        resend('code', step, () => step.sendPhoneCode(lastDigits)),
      ...step.methods.map(
        (other) =>
          other !== method && {
            name: `use-${other}`,
            label: secondFactorTexts[other].choose,
            waits: true,
            press: () => choose(other),
          },
      ),
      startOver(step.restart),
    ],
  })
}
