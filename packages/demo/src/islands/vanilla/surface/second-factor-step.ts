import type { SecondFactorMethod, SecondFactorStep } from '@wachter/core/flows'
import { secondFactorTexts, stepText } from '../../../surface/texts.ts'
import { element } from '../element.ts'
import { codeInput, labelled } from './field-input.ts'
import { resend } from './resend.ts'
import { foot, linkButton, type Status, type StepView, stepForm, submitButton } from './step.ts'

export function secondFactorStep(first: SecondFactorStep, onChange: () => void): StepView<SecondFactorStep> {
  let step = first
  let status: Status = { pending: undefined, error: undefined }
  // Shown at once: what is typed before the server has answered must not be lost.
  let chosen: SecondFactorMethod | undefined
  let digits = ''
  let shown = ''

  const method = () => chosen ?? step.method
  // Which phone it goes to, only its owner knows.
  const asksDigits = () => method() === 'phone' && (step.method !== 'phone' || step.sentAtMs === undefined)
  const choose = (other: SecondFactorMethod) => {
    chosen = other
    show()
    onChange()
    // A phone is chosen by its digits; of the others the step tells.
    if (other === 'phone') return
    void step.choose(other).then(() => {
      chosen = undefined
      show()
    })
  }

  const { form, say } = stepForm('second-factor', ({ code = '', lastDigits = '' }) => {
    if (!asksDigits()) return step.verify(code)
    digits = lastDigits
    return step.sendPhoneCode(digits)
  })
  const field = element('div')
  const submit = submitButton('Continue')
  const again = resend('code', () => step.sendPhoneCode(digits))
  const others = first.methods.map(
    (other) => [other, linkButton(`use-${other}`, secondFactorTexts[other].choose, () => choose(other))] as const,
  )
  form.append(
    field,
    submit,
    foot(...again.elements, ...others.map(([, button]) => button), linkButton('restart', 'Start over', first.restart)),
  )

  const show = () => {
    const { pending, error } = status
    const busy = pending !== undefined
    const asked = asksDigits() ? 'digits' : method()
    if (asked !== shown) {
      shown = asked
      field.replaceChildren(asksDigits() ? digitsField() : codeField(method()))
    }
    say(stepText('sign-in', { ...step, method: method() }), error)
    const input = field.querySelector('input')
    if (input) input.ariaInvalid = /^(code|phone)-rejected$/.test(error?.code ?? '') ? 'true' : null
    submit.textContent = asksDigits() ? 'Text me a code' : 'Continue'
    submit.disabled = busy
    again.update(step, busy)
    for (const part of again.elements) part.hidden = method() !== 'phone' || asksDigits() || digits === ''
    for (const [other, button] of others) {
      button.hidden = other === method()
      button.disabled = busy
    }
  }
  return {
    element: form,
    update(next, nextStatus) {
      step = next
      status = nextStatus
      show()
    },
    stop: again.stop,
  }
}

const digitsField = () =>
  labelled(
    'The last four digits of your number',
    element('input', {
      testId: 'last-digits',
      className: 'input code-input',
      name: 'lastDigits',
      inputMode: 'numeric',
      autocomplete: 'off',
      pattern: '[0-9]{4}',
      maxLength: 4,
      required: true,
    }),
  )

const codeField = (method: SecondFactorMethod) =>
  labelled(secondFactorTexts[method].label, codeInput(method !== 'backup-code'))
