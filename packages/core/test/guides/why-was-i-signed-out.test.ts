import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { explainSignOuts } from '../../../demo/examples/guides/why-was-i-signed-out/explain.ts'
import type { SignedOutReason } from '../../src/index.js'
import { clock, codeOf, pass, setUpSignedIn } from '../set-up.js'

type Stage = Awaited<ReturnType<typeof setUpSignedIn>>

const guide = readFileSync(new URL('../../docs/guides/why-was-i-signed-out.md', import.meta.url), 'utf8')
const second = 1_000

const endings: Readonly<Record<SignedOutReason, (stage: Stage) => unknown>> = {
  here: ({ client }) => client.signOut(),
  elsewhere: async ({ open }) => (await open()).client.signOut(),
  async expired({ client, world, idOf }) {
    world.setSignInExpiry(idOf('ada'), clock.now() + 30 * second)
    await client.refetch()
    await pass(31 * second)
  },
  async revoked({ client, world, idOf }) {
    world.revokeSignIn(idOf('ada'))
    await client.refetch()
  },
  async replaced({ client, world }) {
    world.deleteSession(client.$session.get()?.id ?? '')
    await client.refetch()
  },
}

test('the guide lists every reason, and no other', () => {
  const [, table = ''] = guide.split('| reason ')
  const rows = [...(table.split('\n\n')[0] ?? '').matchAll(/^\| `(\w+)`/gm)].map(([, reason]) => reason)
  expect(rows.sort()).toEqual(Object.keys(endings).sort())
})

test.each(Object.entries(endings))('a session ends with the reason %s, and the page says so', async (reason, end) => {
  const stage = await setUpSignedIn()
  const shown: string[] = []
  explainSignOuts(stage.client, (text) => shown.push(text))
  await end(stage)
  await pass()
  expect(stage.client.$state.get()).toMatchObject({ status: 'signed-out', ended: { reason } })
  expect(shown).toEqual([expect.stringMatching(/\w/)])
})

describe('a session survives', () => {
  test.each([
    ['a 429', { status: 429 }],
    ['a 500', { status: 500 }],
    ['the answer of a proxy', { body: '<html>' }],
    ['a malformed answer', { body: '{}' }],
    ['a request that takes too long', { latencyMs: 60 * second }],
    ['a lost network', { drop: true }],
  ])('%s, for an hour', async (_, fault) => {
    const { client, world } = await setUpSignedIn()
    world.faults.add(fault)
    const asking = codeOf(client.refetch())
    await pass(3_600 * second)
    expect(await asking).toBeDefined()
    expect(client.$state.get()).toMatchObject({ status: 'signed-in', stale: true })
  })

  test('and a page that knows nothing yet does not say that nobody is signed in', async () => {
    const { client, world, open } = await setUpSignedIn()
    client.stop()
    world.faults.add({ status: 500 })
    expect((await open({ storage: { get: () => undefined, set() {}, remove() {} } })).client.$state.get().status).toBe(
      'unavailable',
    )
  })
})
