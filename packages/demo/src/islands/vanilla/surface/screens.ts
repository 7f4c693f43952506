import type { Client } from '@wachter/core'
import { createPasswordReset, createSignIn, createSignUp, createWaitlist, type FlowState } from '@wachter/core/flows'
import type { Demo } from '../../../demo.ts'
import { setPassword, thenSend } from '../../../surface/begin.ts'
import { fieldOf, passwordHint, profileForm, profileOf, signUpForm, waitlistForm } from '../../../surface/fields.ts'
import type { Screen } from '../../../surface/place.ts'
import { codeStep } from './code-step.ts'
import { fieldsStep } from './fields-step.ts'
import { linkStep } from './link-step.ts'
import { noteStep } from './note-step.ts'
import { secondFactorStep } from './second-factor-step.ts'
import { startStep } from './start-step.ts'
import { linkButton, type StepView } from './step.ts'

/** What a screen is given. */
export interface ScreenNeeds {
  readonly client: Client
  readonly demo: Demo
  readonly toScreen: (screen: Screen) => void
  /** Something else is shown than before, at the same step. */
  readonly onChange: () => void
  /** Given while a further account is added. */
  readonly onClose: (() => void) | undefined
}

interface Flow<Step> {
  readonly $state: { readonly subscribe: (listener: (state: FlowState<Step>) => void) => () => void }
}

/** A flow, and what to show of each of its steps; nothing while there is nothing to show. */
interface FlowScreen<Step> {
  readonly flow: Flow<Step>
  readonly viewOf: (step: Step) => StepView<Step> | undefined
}

export function signInScreen(needs: ScreenNeeds) {
  const flow = createSignIn(needs.client)
  return screen(flow, (step) => {
    switch (step.kind) {
      case 'loading':
        return undefined
      case 'start':
        return startStep({ ...needs, step, restart: flow.restart })
      case 'verify-code':
        return codeStep('sign-in', step, (code) => thenSend(step.verify(code)))
      case 'verify-link':
        return linkStep(step)
      case 'second-factor':
        return secondFactorStep(step, needs.onChange)
      case 'complete-profile':
        return fieldsStep({
          testId: 'profile',
          screen: 'sign-in',
          fields: profileForm(step.missing),
          label: 'Continue',
          onSubmit: (typed) => thenSend(step.submit(profileOf(typed))),
          links: [linkButton('restart', 'Start over', step.restart)],
        })
      default:
        return noteStep('sign-in', step, needs.onClose)
    }
  })
}

export function signUpScreen({ client, demo, onClose }: ScreenNeeds) {
  return screen(createSignUp(client), (step) => {
    switch (step.kind) {
      case 'loading':
        return undefined
      case 'start':
        return fieldsStep({
          testId: 'sign-up',
          screen: 'sign-up',
          problem: demo.arrival.problem,
          fields: signUpForm(client.$deployment.get().data, demo.arrival.known),
          label: 'Create the account',
          onSubmit: (typed) => thenSend(step.submit(profileOf(typed))),
          links: [],
        })
      case 'verify-code':
        return codeStep('sign-up', step, (code) => thenSend(step.verify(code)))
      case 'complete-profile':
        return fieldsStep({
          testId: 'profile',
          screen: 'sign-up',
          fields: profileForm(step.missing),
          label: 'Continue',
          onSubmit: (typed) => thenSend(step.submit(profileOf(typed))),
          links: [linkButton('restart', 'Start over', step.restart)],
        })
      default:
        return noteStep('sign-up', step, onClose)
    }
  })
}

export function resetPasswordScreen({ client, toScreen, onClose }: ScreenNeeds) {
  return screen(createPasswordReset(client), (step) => {
    switch (step.kind) {
      case 'request':
        return fieldsStep({
          testId: 'reset-password',
          screen: 'reset-password',
          fields: [fieldOf('email')],
          label: 'Send the code',
          onSubmit: ({ email = '' }) => step.send(email),
          links: [],
        })
      case 'verify-code':
        return codeStep('reset-password', step, step.verify)
      case 'new-password':
        return fieldsStep({
          testId: 'new-password',
          screen: 'reset-password',
          fields: [fieldOf('password', { hint: passwordHint(client.$deployment.get().data) })],
          label: 'Set the password',
          onSubmit: async ({ password = '' }) => {
            if (await setPassword(client, step, password)) toScreen('sign-in')
          },
          links: [linkButton('restart', 'Start over', step.restart)],
        })
      default:
        return noteStep('reset-password', step, onClose)
    }
  })
}

export function waitlistScreen({ client }: ScreenNeeds) {
  return screen(createWaitlist(client), (step) => {
    if (step.kind === 'joined') return noteStep('waitlist', step, undefined)
    return fieldsStep({
      testId: 'waitlist',
      screen: 'waitlist',
      fields: waitlistForm(client.$deployment.get().data),
      label: 'Join',
      onSubmit: ({ email = '', firstName, lastName }) => step.join({ email, firstName, lastName }),
      links: [],
    })
  })
}

/** Shows a flow in an element for as long as it is wanted: another view for another kind of step. Returns what ends it. */
const screen =
  <Step extends { readonly kind: string }>(flow: Flow<Step>, viewOf: FlowScreen<Step>['viewOf']) =>
  (show: (element: HTMLElement | undefined) => void, onProblem: () => void): (() => void) => {
    let kind: string | undefined
    let view: StepView<Step> | undefined
    let problem: unknown
    const unsubscribe = flow.$state.subscribe(({ step, pending, error }) => {
      if (step.kind !== kind) {
        view?.stop?.()
        kind = step.kind
        view = viewOf(step)
        view?.update(step, { pending, error })
        show(view?.element)
      } else view?.update(step, { pending, error })
      if (error && error !== problem) onProblem()
      problem = error
    })
    return () => {
      unsubscribe()
      view?.stop?.()
    }
  }
