import type { InitialState } from '@wachter/core'
import { expect, onTestFinished, test, vi } from 'vitest'
import { pass, setUp } from '../set-up.js'

/** Opens a page while nothing answers, and gives what the console was told. */
async function openUnreachable(environment: string, initialState: InitialState = {}) {
  vi.stubEnv('NODE_ENV', environment)
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  onTestFinished(() => {
    vi.unstubAllEnvs()
    warn.mockRestore()
  })
  const { open, world } = setUp()
  const fault = world.faults.add({ drop: true })
  const { client } = await open({ initialState })
  await pass(120_000)
  return { client, fault, told: () => warn.mock.calls.flat() }
}

test('a developer is told once what does not answer, and how to start it', async () => {
  const { client, told } = await openUnreachable('development')
  expect(client.$state.get().status).toBe('unavailable')
  expect(told()).toEqual([
    'Wachter: http://localhost:4747 does not answer (offline). Is it running? `npx wachter-emulator` starts a Wacht on this ' +
      'machine, and prints its key.',
  ])
})

test('so is a developer whose server rendered that nobody is signed in', async () => {
  const known = { createdAtMs: undefined, updatedAtMs: undefined, activeSignIn: undefined }
  const container = { id: '', ...known, signIns: [], signInAttempts: [], signUpAttempts: [] }
  const { client, told } = await openUnreachable('development', { container })
  expect(client.$state.get()).toMatchObject({ status: 'signed-out', stale: true })
  expect(told()).toHaveLength(1)
})

test('nobody else is told', async () => {
  expect((await openUnreachable('production')).told()).toEqual([])
})
