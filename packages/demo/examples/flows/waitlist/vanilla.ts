import type { Client } from '@wachter/core'
import { createWaitlist } from '@wachter/core/flows'

export function showWaitlist(client: Client, form: HTMLFormElement): () => void {
  const { $state, restart } = createWaitlist(client)
  form.method = 'dialog' // The browser itself sends nothing.
  form.onsubmit = () => {
    const { step } = $state.get()
    const { email = '', firstName } = Object.fromEntries(new FormData(form)) as Record<string, string>
    return step.kind === 'start' ? step.join({ email, firstName }) : restart()
  }
  return $state.subscribe(({ step, error }, before) => {
    if (step === before?.step) return form.querySelector('p')?.replaceChildren(error?.message ?? '')
    switch (step.kind) {
      case 'start':
        form.innerHTML = `<input name="email" type="email" aria-label="E-mail" autocomplete="email"><input name="firstName" aria-label="First name">
          <button>Continue</button><p role="alert"></p>`
        return
      case 'joined':
        form.innerHTML = '<p></p><button>Somebody else</button>'
        form.querySelector('p')?.append(`${step.entry.email} is on the list.`)
    }
  })
}
