import { createClient } from '@wachter/core'
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
  const flow = createPasskeys(client)
  onTestFinished(flow.$state.listen(() => {}))
  await signInWithPassword(client, { email: 'ada@example.com', password: seedPassword })
  return { view: () => passkeysView(flow.$state.get()) }
}

test('there is nothing to show while nobody is signed in', () => {
  const client = createClient({ publishableKey: createEmulator().publishableKey })
  expect(passkeysView(createPasskeys(client).$state.get())).toBeUndefined()
})

test('one may be added', async () => {
  const { view } = await setUp(true)
  expect(view()).toMatchObject({
    rows: [],
    problem: undefined,
    add: { name: 'passkey-add', label: 'Add a passkey', kind: 'link', pending: false },
  })
})

test('why they could not be loaded is said', async () => {
  const { view } = await setUp(false)
  await expect.poll(() => view()?.problem?.code).toBe('passkey-not-enabled')
})

test('why one could not be made is said', async () => {
  const { view } = await setUp(true)
  await view()?.add.press({})
  expect(view()).toMatchObject({ problem: { code: 'passkey-unsupported' } })
})

test('each has a button that says which one it removes', () => {
  const passkey = { name: 'Laptop', createdAtMs: 1, lastUsedAtMs: undefined, deviceType: 'platform', backedUp: true }
  const removed: string[] = []
  const never = () => new Promise<never>(() => {})
  const view = passkeysView({
    step: {
      kind: 'manage',
      key: 'manage',
      passkeys: [{ ...passkey, id: '1' }],
      listError: undefined,
      refresh: never,
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
