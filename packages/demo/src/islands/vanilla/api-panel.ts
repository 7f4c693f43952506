import type { Client, SignIn } from '@wachter/core'
import type { ApiPath } from '../../api.ts'
import type { Demo } from '../../demo.ts'
import { isSameContext } from '../../person.ts'
import { element } from './element.ts'

/** Calls the API and shows its answer until the account, organization or workspace changes. */
export function apiPanel(client: Client, { callApi }: Demo): HTMLElement {
  const status = element('span', { testId: 'api-status', className: 'badge' })
  const text = element('pre', {
    testId: 'api-answer',
    className: 'answer-text',
    tabIndex: 0,
    ariaLabel: 'Answer of the API',
  })
  const answerBox = element('div', { className: 'answer', ariaLive: 'polite' }, status, text)
  let answeredTo: SignIn | null | undefined

  const clear = () => {
    status.hidden = true
    status.textContent = ''
    text.textContent = 'The answer will be here.'
    text.classList.add('empty')
  }

  const ask = async (path: ApiPath) => {
    for (const button of buttons) button.disabled = true
    const answer = await callApi(path, client.getToken)
    answeredTo = client.$activeSignIn.get()
    status.hidden = false
    status.className = answer.ok ? 'badge good' : 'badge bad'
    status.textContent = String(answer.status)
    text.textContent = answer.text
    text.classList.remove('empty')
    for (const button of buttons) button.disabled = false
  }

  const button = (testId: string, label: string, path: ApiPath, className: string) =>
    element('button', { testId, className, type: 'button', onclick: () => void ask(path) }, label)
  const buttons = [
    button('call-api', 'Call the API', '/whoami', 'button primary'),
    button('call-invoices', 'Read invoices', '/invoices', 'button'),
  ]

  client.$activeSignIn.subscribe((signIn) => {
    if (!answeredTo || !isSameContext(signIn, answeredTo)) clear()
  })
  return element('div', { className: 'api' }, element('div', { className: 'row' }, ...buttons), answerBox)
}
