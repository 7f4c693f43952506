import type {
  FlowState,
  PasswordResetCodeStep,
  SentTimes,
  SignInCodeStep,
  SignInLinkStep,
  SignUpCodeStep,
} from '@wachter/core/flows'
import { pageUrl } from '../begin.ts'
import { codeField } from '../fields.ts'
import { stepText } from '../texts.ts'
import { type Button, type StepView, stepView } from './step-view.ts'
import type { Surroundings } from './surroundings.ts'

type CodeStep = SignInCodeStep | SignUpCodeStep | PasswordResetCodeStep

/** @param verify verifies the code, and performs any follow-up action */
export function codeView<Step extends CodeStep>(
  at: Surroundings,
  { pending, error }: FlowState<unknown>,
  step: Step,
  verify: (code: string) => unknown,
): StepView {
  return stepView(at, {
    name: 'code',
    key: step.key,
    text: stepText(at.place.screen, step, at.place.sentTo),
    busy: pending !== undefined,
    error,
    fields: [codeField],
    submit: { name: 'submit', label: 'Continue', press: ({ code = '' }) => verify(code) },
    links: [resend('code', step, step.send), startOver(step.restart)],
  })
}

export function linkView(at: Surroundings, { pending, error }: FlowState<unknown>, step: SignInLinkStep): StepView {
  return stepView(at, {
    name: 'link',
    text: stepText('sign-in', step, at.place.sentTo),
    busy: pending !== undefined,
    error,
    submit: { name: 'check-link', label: 'I have opened it', kind: 'wide', press: () => step.check() },
    links: [resend('link', step, () => step.send({ redirectUri: pageUrl() })), startOver(step.restart)],
  })
}

/** The button that sends a code or link again, once that is allowed. */
export const resend = (
  what: 'code' | 'link',
  { sentAtMs, resendAtMs }: Pick<SentTimes, 'sentAtMs' | 'resendAtMs'>,
  send: () => unknown,
): Button => ({
  name: 'resend',
  label: sentAtMs === undefined ? `Send the ${what}` : `Send another ${what}`,
  waits: true,
  notBeforeMs: resendAtMs,
  press: () => send(),
})

export const startOver = (restart: () => unknown): Button => ({
  name: 'restart',
  label: 'Start over',
  press: () => restart(),
})
