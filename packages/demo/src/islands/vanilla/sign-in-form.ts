import type { Client } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { credentialsOf } from '../../credentials.ts'
import type { Demo } from '../../demo.ts'
import { problemOf } from '../../problem.ts'
import { element } from './element.ts'

/** A sign-in form, for the first account and for further ones; only the latter may be cancelled. */
export function signInForm(client: Client, { users, password }: Demo, onClose: () => void) {
  const identifier = element('input', {
    testId: 'sign-in-email',
    className: 'input',
    autocomplete: 'username',
    autocapitalize: 'none',
    spellcheck: false,
    required: true,
  })
  const secret = element('input', {
    testId: 'sign-in-password',
    className: 'input',
    type: 'password',
    autocomplete: 'current-password',
    required: true,
  })
  const problem = element('p', { testId: 'sign-in-error', className: 'problem', role: 'alert' })
  const submit = element('button', { testId: 'sign-in-submit', className: 'button primary' }, 'Sign in')
  const cancel = element(
    'button',
    { testId: 'cancel-add-account', className: 'button', type: 'button', onclick: onClose },
    'Cancel',
  )
  const fill = ({ email, username }: Demo['users'][number]) =>
    element(
      'button',
      {
        testId: `fill-${username}`,
        className: 'chip',
        type: 'button',
        onclick: () => {
          identifier.value = email
          secret.value = password
        },
      },
      username,
    )
  const field = (label: string, input: HTMLElement) =>
    element('label', { className: 'field' }, element('span', { className: 'label' }, label), input)

  const form = element(
    'form',
    { testId: 'sign-in', className: 'form', ariaLabel: 'Sign in' },
    field('E-mail or username', identifier),
    field('Password', secret),
    element('p', { className: 'fill' }, element('span', { className: 'hint' }, 'Fill in for'), ...users.map(fill)),
    problem,
    element('div', { className: 'row' }, submit, cancel),
  )
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    problem.replaceChildren()
    submit.disabled = true
    try {
      await signInWithPassword(client, credentialsOf(identifier.value, secret.value))
      form.reset()
      onClose()
    } catch (error) {
      const { code, message } = problemOf(error)
      problem.replaceChildren(element('code', {}, code), ` ${message}`)
    } finally {
      submit.disabled = false
    }
  })
  return { element: form, cancel, focus: () => identifier.focus() }
}
