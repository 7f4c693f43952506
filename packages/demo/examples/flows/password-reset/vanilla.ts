import type { Client } from '@wachter/core'
import { createPasswordReset } from '@wachter/core/flows'

const autocomplete: Record<string, string> = { email: 'email', password: 'new-password', code: 'one-time-code' }
const input = (name: string, label: string) =>
  `<input name="${name}" type="${name}" aria-label="${label}" autocomplete="${autocomplete[name]}">`
const go = '<button>Continue</button>'
const send = `${go}<button name="press" value="send">Send another code</button>`

export function showPasswordReset(client: Client, form: HTMLFormElement): () => void {
  const { $state } = createPasswordReset(client)
  const show = (html: string, submit?: (typed: Record<string, string>) => unknown) => {
    form.innerHTML = `${html}<p role="alert"></p>`
    form.onsubmit = ({ submitter }) => submit?.(Object.fromEntries(new FormData(form, submitter)) as never)
  }
  form.method = 'dialog' // The browser itself sends nothing.
  return $state.subscribe(({ step, error }, before) => {
    if (step === before?.step) return form.querySelector('p')?.replaceChildren(error?.message ?? '')
    switch (step.kind) {
      case 'request':
        return show(input('email', 'E-mail') + go, ({ email = '' }) => step.send(email))
      case 'verify-code':
        return show(input('code', 'Code') + send, ({ code = '', press }) => (press ? step.send() : step.verify(code)))
      case 'new-password':
        return show(input('password', 'New password') + go, ({ password = '' }) => step.submit(password))
      case 'sign-in':
        return show(`<a href="/sign-in?signin_attempt_id=${step.attemptId}">Go on signing in</a>`)
      case 'complete':
        return show('Welcome back!')
    }
  })
}
