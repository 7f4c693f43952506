import type { PasswordResetCodeStep, SignInCodeStep, SignUpCodeStep } from '@wachter/core/flows'
import type { Screen } from '../../../surface/place.ts'
import { stepText } from '../../../surface/texts.ts'
import { codeInput, labelled } from './field-input.ts'
import { resend } from './resend.ts'
import { foot, linkButton, type StepView, stepForm, submitButton } from './step.ts'

type CodeStep = SignInCodeStep | SignUpCodeStep | PasswordResetCodeStep

/** @param verify with what else is to follow */
export function codeStep<Step extends CodeStep>(
  screen: Screen,
  { send, restart }: Step,
  verify: (code: string) => unknown,
): StepView<Step> {
  const { form, say } = stepForm('code', ({ code = '' }) => verify(code))
  const input = codeInput()
  const submit = submitButton('Continue')
  const again = resend('code', send)
  form.append(labelled('Code', input), submit, foot(...again.elements, linkButton('restart', 'Start over', restart)))
  let address: string | undefined
  return {
    element: form,
    update(step, { pending, error }) {
      // The next address has another code.
      if (address !== undefined && address !== step.address) input.value = ''
      address = step.address
      say(stepText(screen, step), error)
      input.ariaInvalid = error?.code === 'code-rejected' ? 'true' : null
      submit.disabled = pending !== undefined
      again.update(step, pending !== undefined)
    },
    stop: again.stop,
  }
}
