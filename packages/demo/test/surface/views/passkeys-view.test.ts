import { createClient, deploymentOf } from '@wachter/core'
import { createPasskeys } from '@wachter/core/account'
import { signInWithPassword } from '@wachter/core/flows'
import { createEmulator, seedPassword } from '@wachter/emulator'
import { expect, onTestFinished, test } from 'vitest'
import { passkeysView } from '../../../src/surface/views/passkeys-view.ts'

/** Ada is signed in. */
async function setUp(enabled: boolean) {
  const emulator = createEmulator()
  emulator.world.changeDeployment({ auth_settings: { passkey: { enabled } } })
  const client = createClient({ publishableKey: emulator.publishableKey, fetch: emulator.fetch })
  onTestFinished(client.start())
  onTestFinished(deploymentOf(client).listen(() => {}))
  const flow = createPasskeys(client)
  onTestFinished(flow.$state.listen(() => {}))
  await signInWithPassword(client, { email: 'ada@example.com', password: seedPassword })
  return { client, view: () => passkeysView(deploymentOf(client).get().data, flow.$state.get()) }
}

test('there is nothing to show where the deployment has no passkeys', async () => {
  const { view } = await setUp(false)
  expect(view()).toBeUndefined()
})

test('they are asked for once, and one may be added', async () => {
  const { view } = await setUp(true)
  const done = view()?.load?.()
  expect(view()).toMatchObject({ load: undefined, add: { pending: true } })
  await done
  expect(view()).toMatchObject({
    rows: [],
    problem: undefined,
    load: undefined,
    add: { name: 'passkey-add', label: 'Add a passkey', kind: 'link', pending: false },
  })
})

test('why one could not be made is said, and nothing is asked again by itself', async () => {
  const { view } = await setUp(true)
  await view()?.load?.()
  await view()?.add.press({})
  expect(view()).toMatchObject({ problem: { code: 'passkey-unsupported' }, load: undefined })
})

test('each has a button that says which one it removes', async () => {
  const { client } = await setUp(true)
  const at = { deployment: deploymentOf(client).get().data }
  const passkey = { name: 'Laptop', createdAtMs: 1, lastUsedAtMs: undefined, deviceType: 'platform', backedUp: true }
  const removed: string[] = []
  const never = () => new Promise<never>(() => {})
  const view = passkeysView(at.deployment, {
    step: {
      kind: 'manage',
      key: 'manage',
      passkeys: [{ ...passkey, id: '1' }],
      list: never,
      register: never,
      rename: never,
      remove(id) {
        removed.push(id)
        return never()
      },
    },
    pending: undefined,
    error: undefined,
  })
  const [row] = view?.rows ?? []
  expect(row).toMatchObject({ name: 'Laptop', remove: { name: 'passkey-remove-0', spoken: 'Remove Laptop' } })
  row?.remove.press({})
  expect(removed).toEqual(['1'])
})
