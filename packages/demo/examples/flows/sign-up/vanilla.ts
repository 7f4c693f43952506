import type { Client } from '@wachter/core'
import { createSignUp, type FieldName } from '@wachter/core/flows'

const autocomplete: Partial<Record<FieldName, string>> = {
  email: 'email',
  password: 'new-password',
  code: 'one-time-code',
}
const input = (name: FieldName) =>
  `<input name="${name}" type="${name}" aria-label="${name}" autocomplete="${autocomplete[name] ?? 'on'}">`
const go = '<button>Continue</button>'
const send = `${go}<button name="press" value="send">Send a code</button>`

export function showSignUp(client: Client, form: HTMLFormElement): () => void {
  const { $state, restart } = createSignUp(client)
  const show = (html: string, submit: (typed: Record<string, string>) => unknown = restart) => {
    form.innerHTML = `${html}<p role="alert"></p>`
    form.onsubmit = ({ submitter }) => submit(Object.fromEntries(new FormData(form, submitter)) as never)
  }
  form.method = 'dialog' // The browser itself sends nothing.
  return $state.subscribe(({ step, error }, before) => {
    if (step === before?.step) return form.querySelector('p')?.replaceChildren(error?.message ?? '')
    switch (step.kind) {
      case 'start':
        return show(input('email') + input('password') + go, (typed) => step.submit(typed))
      case 'complete-profile':
        return show(step.missing.map(input).join('') + go, (typed) => step.submit(typed))
      case 'verify-code':
        return show(input('code') + send, ({ code = '', press }) => (press ? step.send() : step.verify(code)))
      default:
        return show(step.kind === 'complete' ? 'Welcome!' : '<button>Start over</button>')
    }
  })
}
