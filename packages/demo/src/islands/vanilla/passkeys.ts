import type { Client } from '@wachter/core'
import { createPasskeys } from '@wachter/core/flows'
import { offersPasskeys, passkeyName } from '../../surface/passkeys.ts'
import { surfaceProblem } from '../../surface/texts.ts'
import { element } from './element.ts'
import { linkButton } from './surface/step.ts'

/** The active account's passkeys, where the deployment has them. */
export function passkeyList(client: Client): HTMLElement {
  const flow = createPasskeys(client)
  const list = element('ul', { className: 'passkey-list' })
  const problem = element('p', { testId: 'passkeys-error', className: 'problem', role: 'alert' })
  const add = linkButton('passkey-add', 'Add a passkey', () => {
    const { step } = flow.$state.get()
    if (step.kind === 'manage') void step.register({ name: passkeyName(step.passkeys?.length ?? 0) })
  })
  const root = element('div', { testId: 'passkeys', className: 'passkeys' }, list, problem, add)

  const update = () => {
    const { step, pending, error } = flow.$state.get()
    const isShown = offersPasskeys(client.$deployment.get().data) && step.kind === 'manage'
    root.hidden = !isShown
    if (!isShown) return
    if (step.passkeys === undefined && !pending && !error) void step.list()
    const rows = (step.passkeys ?? []).map(({ id, name }, index) => {
      const remove = linkButton(`passkey-remove-${index}`, 'Remove', () => step.remove(id))
      remove.ariaLabel = `Remove ${name}`
      remove.disabled = pending !== undefined
      return element('li', { testId: `passkey-${index}` }, element('span', {}, name), remove)
    })
    list.replaceChildren(...rows)
    const { code, message } = surfaceProblem(error) ?? {}
    problem.replaceChildren(...(code ? [element('code', {}, code), ` ${message}`] : []))
    add.disabled = pending !== undefined
  }
  flow.$state.subscribe(update)
  client.$deployment.subscribe(update)
  return root
}
