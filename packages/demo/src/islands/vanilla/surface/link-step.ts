import type { SignInLinkStep } from '@wachter/core/flows'
import { pageUrl } from '../../../surface/begin.ts'
import { stepText } from '../../../surface/texts.ts'
import { element } from '../element.ts'
import { resend } from './resend.ts'
import { foot, linkButton, type StepView, stepForm } from './step.ts'

export function linkStep({ check, send, restart }: SignInLinkStep): StepView<SignInLinkStep> {
  const { form, say } = stepForm('link', check)
  const submit = element('button', { testId: 'check-link', className: 'button wide' }, 'I have opened it')
  const again = resend('link', () => send({ redirectUri: pageUrl() }))
  form.append(submit, foot(...again.elements, linkButton('restart', 'Start over', restart)))
  return {
    element: form,
    update(step, { pending, error }) {
      say(stepText('sign-in', step), error)
      submit.disabled = pending !== undefined
      again.update(step, pending !== undefined)
    },
    stop: again.stop,
  }
}
