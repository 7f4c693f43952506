import { byTestId } from '../element.ts'
import type { AskControl } from './ask-control.ts'

type Control = HTMLInputElement | HTMLSelectElement
type Settings = Readonly<Record<string, unknown>>

interface WorldState {
  readonly users: readonly { readonly username: string; readonly secondFactorPolicy: string }[]
}

interface SocialConnection {
  readonly provider: string
  readonly enabled: boolean
}

/**
 * Wires the controls that change the deployment at run time. Each change reloads the page, because clients are not notified
 * of changed settings. Unfinished flows resume after the reload.
 */
export async function wireDeployment(ask: AskControl): Promise<void> {
  const controls: Control[] = []
  // While the page waits for its reload, another change would be lost with it.
  const enable = (isEnabled: boolean) => {
    for (const control of controls) control.disabled = !isEnabled
  }
  const changed = (work: () => Promise<unknown>) => async () => {
    enable(false)
    try {
      await work()
      location.reload()
    } catch (error) {
      byTestId('deployment-said').textContent = error instanceof Error ? error.message : String(error)
      enable(true)
    }
  }
  const deployment = await ask<Settings>('GET', '/deployment')
  const wire = (control: Control, value: unknown, change: (value: string | boolean) => Promise<unknown>) => {
    const isBox = control instanceof HTMLInputElement
    if (isBox) control.checked = value === true
    else control.value = String(value)
    control.disabled = false
    controls.push(control)
    control.addEventListener(
      'change',
      changed(() => change(isBox ? control.checked : control.value)),
    )
  }

  // `data-setting` is the path of the setting that a control changes.
  for (const control of document.querySelectorAll<Control>('[data-setting]')) {
    const path = control.dataset.setting?.split('.') ?? []
    wire(control, valueAt(deployment, path), (value) => ask('POST', '/deployment', settingAt(path, value)))
  }

  const connections = deployment.social_connections as readonly SocialConnection[]
  for (const { provider, enabled } of connections) {
    wire(byTestId(`deployment-${provider}`), enabled, (value) => {
      const others = connections.map((one) => (one.provider === provider ? { ...one, enabled: value } : one))
      return ask('POST', '/deployment', { social_connections: others })
    })
  }

  const { users } = await ask<WorldState>('GET', '/state')
  for (const { username, secondFactorPolicy } of users) {
    const control = document.querySelector<Control>(`[data-second-factor-of="${username}"]`)
    if (!control) continue
    wire(control, secondFactorPolicy === 'enforced', (value) =>
      ask('POST', `/users/${username}/second-factor-policy`, { policy: value ? 'enforced' : 'none' }),
    )
  }

  byTestId('deployment-reset').addEventListener(
    'click',
    changed(() => ask('POST', '/reset')),
  )
}

const valueAt = (settings: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (inner as Settings | null | undefined)?.[name], settings)

const settingAt = (path: readonly string[], value: unknown): unknown =>
  path.reduceRight((inner, name) => ({ [name]: inner }), value)
