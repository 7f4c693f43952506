import { type Client, deploymentOf } from '@wachter/core'
import { createPasskeys } from '@wachter/core/account'
import { offersPasskeys } from '../../surface/passkeys.ts'
import { type PasskeysView, passkeysView } from '../../surface/views/passkeys-view.ts'
import { element } from './element.ts'
import { problemNote } from './problem-note.ts'
import { arrange, keepParts, type Part } from './surface/parts.ts'
import { stepButton } from './surface/step-button.ts'

/** The active account's passkeys, if the deployment has them enabled. */
export function passkeyList(client: Client): HTMLElement {
  const flow = createPasskeys(client)
  const list = element('ul', { className: 'passkey-list' })
  const problem = problemNote('passkeys-error')
  const root = element('div', { testId: 'passkeys', className: 'passkeys' })
  const rowsOf = keepParts(passkeyRow)
  const addOf = keepParts(stepButton)

  const update = () => {
    const view = passkeysView(flow.$state.get())
    root.hidden = view === undefined
    if (!view) return
    arrange(list, rowsOf(view.rows.map((row, index) => ({ name: String(index), row }))))
    problem.show(view.problem)
    arrange(root, [list, problem.element, ...addOf([view.add])])
  }
  let stop: (() => void) | undefined
  deploymentOf(client).subscribe(({ data }) => {
    if (offersPasskeys(data)) {
      stop ??= flow.$state.subscribe(update)
    } else {
      stop?.()
      stop = undefined
      root.hidden = true
    }
  })
  return root
}

function passkeyRow(): Part<{ readonly name: string; readonly row: PasskeysView['rows'][number] }> {
  const label = element('span')
  const item = element('li', {}, label)
  const removeOf = keepParts(stepButton)
  return {
    nodes: [item],
    update({ name, row }) {
      item.dataset.testid = `vanilla-passkey-${name}`
      label.textContent = row.name
      arrange(item, [label, ...removeOf([row.remove])])
    },
    stop: () => removeOf([]),
  }
}
