import type { Client } from '@wachter/core'
import { createPasskeys, createSocial, type SignInStartStep } from '@wachter/core/flows'
import type { Demo } from '../../../demo.ts'
import { beginSignIn, identify, leaveFor } from '../../../surface/begin.ts'
import { phoneSignInFields } from '../../../surface/fields.ts'
import type { Screen } from '../../../surface/place.ts'
import { asksIdentifier, otherWayLabels, planStart, type Way, wayLabels } from '../../../surface/start-plan.ts'
import { newcomerLabels, stepText } from '../../../surface/texts.ts'
import { element } from '../element.ts'
import { fieldInput, labelled } from './field-input.ts'
import { foot, linkButton, plainButton, type Status, type StepView, stepForm, submitButton } from './step.ts'

interface StartNeeds {
  readonly client: Client
  readonly demo: Demo
  readonly step: SignInStartStep
  readonly restart: () => void
  readonly toScreen: (screen: Screen) => void
  /** Something else is shown than before. */
  readonly onChange: () => void
}

/** Where a sign-in begins: whatever the deployment offers, the way it prefers opened. */
export function startStep({
  client,
  demo,
  restart,
  toScreen,
  onChange,
  ...needs
}: StartNeeds): StepView<SignInStartStep> {
  const deployment = client.$deployment.get().data
  const social = createSocial(client)
  const passkeys = createPasskeys(client)
  let { step } = needs
  let status: Status = { pending: undefined, error: undefined }
  let { problem } = demo.arrival
  let chosen: Way | undefined

  const plan = () => planStart(deployment, step.identified)
  const { ways, providers, hasPasskey, newcomers, identifier: asked } = plan()
  const way = () => chosen ?? ways[0]
  const isIdentifierAlone = () => plan().isIdentifierFirst && asksIdentifier(way())

  const { form, say } = stepForm('sign-in', (typed) => {
    const present = way()
    if (isIdentifierAlone()) return identify(step, social.$state.get().step, typed.identifier ?? '')
    return present && beginSignIn(step, present, typed)
  })

  const identifier = element('input', {
    testId: 'sign-in-email',
    className: 'input',
    name: 'identifier',
    type: asked.type,
    autocomplete: hasPasskey ? ('username webauthn' as AutoFill) : 'username',
    autocapitalize: 'none',
    spellcheck: false,
    required: true,
  })
  const password = element('input', {
    testId: 'sign-in-password',
    className: 'input',
    name: 'password',
    type: 'password',
    autocomplete: 'current-password',
    required: true,
  })
  const identifierField = labelled(asked.label, identifier)
  const passwordField = labelled('Password', password)
  const phoneFields = phoneSignInFields.map(fieldInput)
  const phone = element('div', { className: 'fields' }, ...phoneFields.map((field) => field.element))
  const fill = element(
    'p',
    { className: 'fill' },
    element('span', { className: 'hint' }, 'Fill in for'),
    ...demo.users.map(({ email, username }) =>
      element(
        'button',
        {
          testId: `fill-${username}`,
          className: 'chip',
          type: 'button',
          onclick: () => {
            identifier.value = email
            password.value = demo.password
          },
        },
        username,
      ),
    ),
  )
  const typed = element('div', { className: 'step' })
  const submit = submitButton('', 'sign-in-submit')

  const choose = (other: Way) => {
    chosen = other
    show()
    onChange()
    const isMail = other === 'email-code' || other === 'email-link'
    if (isMail && identifier.value.includes('@')) void beginSignIn(step, other, { identifier: identifier.value })
  }
  const wayButtons = ways.map(
    (other) => [other, plainButton(`use-${other}`, otherWayLabels[other], () => choose(other))] as const,
  )
  const passkeyButton = plainButton('use-passkey', 'Use a passkey', () => {
    const current = passkeys.$state.get().step
    return 'signIn' in current && current.signIn()
  })
  const providerButtons = providers.map(({ provider, name }) =>
    plainButton(`provider-${provider}`, name, () => leaveFor(social.$state.get().step, { provider })),
  )
  const otherWays = element('div', { className: 'others' }, ...wayButtons.map(([, button]) => button))
  if (hasPasskey) otherWays.append(passkeyButton)
  const somebodyElse = linkButton('change-identifier', 'Somebody else', restart)
  const links = [somebodyElse]
  if (newcomers) links.push(linkButton(`to-${newcomers}`, newcomerLabels[newcomers], () => toScreen(newcomers)))
  if (ways.includes('password')) {
    links.push(linkButton('to-reset-password', 'Forgot your password?', () => toScreen('reset-password')))
  }
  const or = element('p', { className: 'or' }, 'or')
  or.hidden = providers.length === 0 || ways.length === 0
  form.append(typed, submit, otherWays, or, element('div', { className: 'others' }, ...providerButtons), foot(...links))

  const show = () => {
    const present = way()
    const states = [status, social.$state.get(), passkeys.$state.get()]
    const busy = states.some(({ pending }) => pending !== undefined)
    const error = states.find((state) => state.error !== undefined)?.error
    // What is not asked for must not keep the form from being sent, so it is not there.
    const parts = [
      ...(asksIdentifier(present) ? [identifierField] : []),
      ...(present === 'password' && !isIdentifierAlone() ? [passwordField] : []),
      ...(present === 'phone-code' ? [phone] : []),
      ...(asksIdentifier(present) && !step.identified ? [fill] : []),
    ]
    if (parts.some((part, index) => typed.children[index] !== part) || typed.childElementCount !== parts.length) {
      typed.replaceChildren(...parts)
    }
    if (busy) problem = undefined
    say(stepText('sign-in', step), error, problem)
    identifier.readOnly = step.identified !== undefined
    for (const field of phoneFields) field.update(error)
    submit.hidden = present === undefined
    submit.textContent = present ? (isIdentifierAlone() ? 'Continue' : wayLabels[present]) : ''
    for (const [other, button] of wayButtons) {
      button.hidden = other === present || (isIdentifierAlone() && asksIdentifier(other))
    }
    somebodyElse.hidden = step.identified === undefined
    for (const button of [submit, passkeyButton, ...providerButtons, ...wayButtons.map(([, button]) => button)]) {
      button.disabled = busy
    }
  }
  const stops = [social.$state.listen(show), passkeys.$state.listen(show)]
  return {
    element: form,
    update(next, nextStatus) {
      const isOther = next.identified !== step.identified
      step = next
      status = nextStatus
      show()
      if (isOther) onChange()
    },
    stop() {
      for (const stop of stops) stop()
    },
  }
}
