import { readFile } from 'node:fs/promises'
import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { seedPassword } from '@wachter/emulator'
import { startEmulator } from '@wachter/emulator/node'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import { createVerifier } from '../../examples/guides/verifying-tokens/jose.ts'
import { answer } from '../../examples/guides/verifying-tokens/verify-token.ts'

const guide = await readFile(new URL('../../../core/docs/guides/verifying-tokens.md', import.meta.url), 'utf8')

async function setUp() {
  const { emulator, publishableKey, url, close } = await startEmulator({ port: 0 })
  onTestFinished(close)
  const client = createClient({ publishableKey, openChannel: () => undefined })
  await signInWithPassword(client, { email: 'ada@example.com', password: seedPassword })
  const ask = (token: string) =>
    answer(new Request('http://localhost/', { headers: { Authorization: `Bearer ${token}` } }), publishableKey)
  return { client, url, world: emulator.world, verify: createVerifier(url), ask }
}

test('a library that knows nothing of Wacht verifies a token by the facts of the guide', async () => {
  const { client, url, world, verify } = await setUp()
  await client.switchWorkspace(world.workspace('Engineering').id)
  const token = await client.getToken()
  const claims = await verify(token)
  expect(claims).toMatchObject({
    iss: url,
    sub: world.user('ada').id,
    sid: client.$session.get()?.id,
    organization: world.organization('Acme').id,
    workspace: world.workspace('Engineering').id,
    permissions: { organization: expect.arrayContaining(['invoices:read']), workspace: ['workspace:admin'] },
  })
  expect(Number(claims.exp) - Number(claims.iat)).toBe(35)
  expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256' })
})

test('outside of organizations there are no permissions', async () => {
  const { client, verify } = await setUp()
  const claims = await verify(await client.getToken())
  expect(claims.permissions).toEqual({})
  expect(Object.keys(claims)).not.toContain('organization')
})

test('the guide lists every claim', async () => {
  const { client, world } = await setUp()
  await client.switchWorkspace(world.workspace('Engineering').id)
  const [template = ''] = world.state().templates
  const claims = decodeJwt(await client.getToken(template))
  const [, section = ''] = guide.split('## Claims')
  const rows = [...section.matchAll(/^\| (`[^|]*`) +\|/gm)].flatMap(([, cell = '']) => cell.match(/\w+/g) ?? [])
  expect(rows.filter((row) => row !== 'claim').sort()).toEqual(Object.keys(claims).sort())
})

test('a session token is refused, and one of another deployment', async () => {
  const { client, verify, ask } = await setUp()
  const stranger = await setUp()
  for (const token of [client.devSession() ?? '', await stranger.client.getToken(), '']) {
    await expect(verify(token)).rejects.toThrow()
    expect((await ask(token)).status).toBe(401)
  }
})

test('our own verification answers 200, 403 and, without keys, 503', async () => {
  const { client, world, ask } = await setUp()
  const lone = await client.getToken()
  world.faults.add({ path: '/.well-known/jwks.json', status: 500, once: true })
  expect((await ask(lone)).status).toBe(503)
  expect((await ask(lone)).status).toBe(403)
  await client.switchOrganization(world.organization('Acme').id)
  const response = await ask(await client.getToken())
  expect(await response.json()).toEqual({
    userId: world.user('ada').id,
    organizationId: world.organization('Acme').id,
  })
})
