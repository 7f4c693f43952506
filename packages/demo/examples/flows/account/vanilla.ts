import type { Client } from '@wachter/core'
import { createEmailAddresses, createProfile } from '@wachter/core/account'

const html = `<img alt="You"><input type="file" aria-label="Picture"><div></div>
  <input name="typed"><button>Continue</button><p role="alert"></p>`

export function showAccount(client: Client, form: HTMLFormElement): () => void {
  form.method = 'dialog' // The browser itself sends nothing.
  form.innerHTML = html
  const find = (selector: string) => form.querySelector(selector) as HTMLInputElement
  const button = (value: string, onclick: () => unknown) =>
    Object.assign(document.createElement('input'), { type: 'button', value, onclick })
  const stop = createProfile(client).$state.subscribe(({ step }) => {
    if (step.kind !== 'edit') return
    find('img').src = step.profile.profilePictureUrl
    find('[type=file]').onchange = () => step.setPicture(find('[type=file]').files?.[0] ?? new Blob())
  })
  const stopAddresses = createEmailAddresses(client).$state.subscribe(({ step, error }) => {
    find('p').textContent = error?.message ?? ''
    const typed = find('[name=typed]')
    typed.ariaLabel = step.kind === 'verify' ? `Code for ${step.address.email}` : 'New address'
    if (step.kind === 'verify') form.onsubmit = () => step.confirm({ code: typed.value })
    if (step.kind !== 'manage') return find('div').replaceChildren()
    form.onsubmit = () => step.add({ email: typed.value })
    const rows = step.addresses.flatMap(({ id, email, verified, isPrimary }) => [
      email,
      verified ? '' : button(`Verify ${email}`, () => step.verify(id)),
      isPrimary ? '' : button(`Remove ${email}`, () => step.remove(id)),
    ])
    find('div').replaceChildren(...rows)
  })
  return () => void [stop(), stopAddresses()]
}
