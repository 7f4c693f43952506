import type { Client } from '@wachter/core'
import { createSignIn } from '@wachter/core/flows'

const autocomplete: Record<string, string> = { email: 'username', password: 'current-password', code: 'one-time-code' }
const input = (name: string, label: string) =>
  `<input name="${name}" type="${name}" aria-label="${label}" autocomplete="${autocomplete[name]}">`
const go = '<button>Continue</button>'
const send = `${go}<button name="press" value="send">Send a code</button>`

export function showSignIn(client: Client, form: HTMLFormElement): () => void {
  const { $state, restart } = createSignIn(client)
  const show = (html: string, submit: (typed: Record<string, string>) => unknown = restart) => {
    form.innerHTML = `${html}<p role="alert"></p>`
    form.onsubmit = ({ submitter }) => submit(Object.fromEntries(new FormData(form, submitter)) as never)
  }
  form.method = 'dialog' // The browser itself sends nothing.
  return $state.subscribe(({ step, error }, before) => {
    if (step === before?.step) return form.querySelector('p')?.replaceChildren(error?.message ?? '')
    switch (step.kind) {
      case 'start':
        return show(input('email', 'E-mail') + input('password', 'Password') + go, ({ email = '', password }) =>
          password ? step.password({ email, password }) : step.emailCode({ email }),
        )
      case 'verify-code':
        return show(input('code', 'Code') + send, ({ code = '', press }) => (press ? step.send() : step.verify(code)))
      case 'second-factor':
        return show(input('code', 'Code') + go, ({ code = '' }) => step.verify(code))
      default:
        return show(step.kind === 'complete' ? 'Welcome!' : '<button>Start over</button>')
    }
  })
}
