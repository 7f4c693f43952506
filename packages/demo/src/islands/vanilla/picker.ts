import type { Client } from '@wachter/core'
import { type Choice, closedChoices, optionLabel, organizationChoices, workspaceChoices } from '../../places.ts'
import { element } from './element.ts'

type Run = (command: Promise<void>) => Promise<void>

export function organizationPicker(client: Client, run: Run): HTMLElement {
  const { field, show } = picker('organization', 'Organization', (id) =>
    run(client.switchOrganization(id || undefined)),
  )
  const update = () => {
    const signIn = client.$activeSignIn.get()
    const { data } = client.$organizationMemberships.get()
    show(organizationChoices(signIn, data), signIn?.activeOrganizationMembership?.organization.id ?? '')
  }
  client.$activeSignIn.subscribe(update)
  client.$organizationMemberships.subscribe(update)
  return field
}

export function workspacePicker(client: Client, run: Run): HTMLElement {
  const { field, show } = picker('workspace', 'Workspace', (id) =>
    // Switching to the organization leaves its workspace.
    run(id ? client.switchWorkspace(id) : client.switchOrganization(client.$activeOrganization.get()?.id)),
  )
  const update = () => {
    const signIn = client.$activeSignIn.get()
    const { data } = client.$workspaceMemberships.get()
    show(workspaceChoices(signIn, data), signIn?.activeWorkspaceMembership?.workspace.id ?? '')
  }
  client.$activeSignIn.subscribe(update)
  client.$workspaceMemberships.subscribe(update)
  return field
}

/** A labelled select. It shows the chosen value while the change is pending. */
function picker(place: string, label: string, choose: (value: string) => Promise<void>) {
  const hint = element('span', { testId: `${place}-hint`, id: `vanilla-${place}-hint`, className: 'hint' })
  const select = element('select', { testId: `switch-${place}`, className: 'input' })
  select.setAttribute('aria-describedby', hint.id)
  let wanted: string | undefined
  let current = ''
  let offered = ''

  select.addEventListener('change', async () => {
    const mine = select.value
    wanted = mine
    await choose(mine)
    // A later choice may have replaced this one.
    if (wanted === mine) wanted = undefined
    select.value = wanted ?? current
  })

  const show = (choices: readonly Choice[], value: string) => {
    current = value
    const offer = JSON.stringify(choices)
    // Keep the options if the choices are the same, so that an open list does not close.
    if (offer !== offered) {
      offered = offer
      select.replaceChildren(
        ...choices.map((choice) =>
          element('option', { value: choice.value, disabled: choice.reason !== undefined }, optionLabel(choice)),
        ),
      )
      select.disabled = choices.length === 1
      hint.textContent = closedChoices(choices)
    }
    select.value = wanted ?? current
  }
  const field = element('label', { className: 'field' }, element('span', { className: 'label' }, label), select, hint)
  return { field, show }
}
