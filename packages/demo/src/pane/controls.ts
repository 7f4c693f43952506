import type { Client } from '@wachter/core'
import { byTestId } from '../element.ts'
import type { AskControl } from './ask-control.ts'

/** The faults that can be switched on and off. They never apply to `/__emulator` itself. */
const faults = {
  'control-drop': { drop: true },
  'control-latency': { latencyMs: 1_500 },
  'control-fail': { status: 500 },
} as const

type FaultName = keyof typeof faults

/** Wires the buttons that change the server without the client. */
export function wireControls(client: Client, ask: AskControl): void {
  const said = byTestId('control-said')
  const act = (name: string, work: () => Promise<string>) => {
    const button = byTestId<HTMLButtonElement>(name)
    button.addEventListener('click', async () => {
      if (button.ariaBusy === 'true') return
      button.ariaBusy = 'true'
      said.textContent = await work().catch((error: Error) => error.message)
      button.ariaBusy = null
    })
  }
  const signInId = () => client.$activeSignIn.get()?.id ?? ''
  const sessionId = () => client.$state.get().container?.id ?? ''

  act('control-revoke', async () => {
    await ask('POST', `/signins/${signInId()}/revoke`)
    return 'Revoked. The client learns of it from its next request: refetch, for example.'
  })
  act('control-expire-sign-in', async () => {
    const { nowMs } = await ask<{ nowMs: number }>('GET', '/clock')
    await ask('POST', `/signins/${signInId()}/expiry`, { atMs: nowMs + 70_000 })
    await client.refetch()
    return 'It ends in 70 s; the client warns a minute ahead.'
  })
  act('control-expire-transport', async () => {
    await ask('POST', `/sessions/${sessionId()}/transport/expire`)
    return 'Expired. The next answer brings a new one, without any visible change.'
  })
  act('control-refetch', async () => {
    await client.refetch()
    return 'Asked the server: this is how things are.'
  })

  const present = async (): Promise<{ id: string; rule: object }[]> =>
    (await ask<{ faults: { id: string; rule: object }[] }>('GET', '/faults')).faults
  const isRule = (rule: object, name: FaultName) => JSON.stringify(rule) === JSON.stringify(faults[name])
  const show = async () => {
    const list = await present()
    for (const name of Object.keys(faults) as FaultName[]) {
      byTestId(name).ariaPressed = String(list.some(({ rule }) => isRule(rule, name)))
    }
    byTestId<HTMLButtonElement>('control-clear').disabled = list.length === 0
  }
  for (const name of Object.keys(faults) as FaultName[]) {
    act(name, async () => {
      const same = (await present()).filter(({ rule }) => isRule(rule, name))
      for (const { id } of same) await ask('DELETE', `/faults/${id}`)
      if (same.length === 0) await ask('POST', '/faults', faults[name])
      await show()
      return same.length === 0 ? 'On, for every request to the Frontend API.' : 'Off.'
    })
  }
  act('control-clear', async () => {
    await ask('DELETE', '/faults')
    await show()
    return 'The server is well again.'
  })

  // Disabled without a sign-in to revoke or a session.
  client.$state.subscribe(({ status, container }) => {
    for (const name of ['control-revoke', 'control-expire-sign-in']) {
      byTestId<HTMLButtonElement>(name).disabled = status !== 'signed-in'
    }
    byTestId<HTMLButtonElement>('control-expire-transport').disabled = !container
  })
  // Another tab may have changed the faults.
  window.addEventListener('focus', () => void show())
  void show()
}
