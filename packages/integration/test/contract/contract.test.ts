import { readFileSync } from 'node:fs'
import * as core from '@wachter/core'
import * as account from '@wachter/core/account'
import * as flows from '@wachter/core/flows'
import * as notifications from '@wachter/core/notifications'
import * as tenancy from '@wachter/core/tenancy'
import * as verify from '@wachter/core/verify'
import { createEmulator } from '@wachter/emulator'
import { expect, onTestFinished, test } from 'vitest'
import { setUpStage } from '../stage.js'
import { httpTransport } from '../transports.js'
import { createListening, type Module } from './contract.js'
import { exceptions } from './exceptions.js'
import { endpointsOf, normalized } from './protocol-rows.js'
import { contracts } from './subjects/subjects.js'
import { tableOf } from './table.js'

const modules: Record<Module, Readonly<Record<string, unknown>>> = {
  '@wachter/core': core,
  '@wachter/core/account': account,
  '@wachter/core/flows': flows,
  '@wachter/core/notifications': notifications,
  '@wachter/core/tenancy': tenancy,
  '@wachter/core/verify': verify,
}

const coreFolder = new URL('../../../core/', import.meta.url)
const pageOf = (name: string) => readFileSync(new URL(name, coreFolder), 'utf8')
const covered = new Set([...contracts.map(({ endpoint }) => endpoint), ...Object.keys(exceptions)].map(normalized))
const uncovered = (endpoints: readonly string[]) => endpoints.filter((endpoint) => !covered.has(normalized(endpoint)))

test.each(contracts)(
  '$by calls $endpoint',
  async ({ endpoint, people = [], in: place, status = 200, prepare, play }) => {
    const stage = await setUpStage(httpTransport)
    onTestFinished(stage.close)
    const { at, stop } = createListening()
    onTestFinished(stop)
    prepare?.(stage)
    const client = await stage.openAs(...people)
    if (place === 'Acme') await client.switchOrganization(stage.id(place))
    if (place === 'Engineering') await client.switchWorkspace(stage.id(place))
    stage.world.requests.clear()
    const outcome = await play({ ...stage, client, at })
    expect((outcome as { error?: unknown } | undefined)?.error).toBeUndefined()
    const [method = '', path = ''] = endpoint.split(' ')
    const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`)
    const sent = stage.world.requests.all().filter((one) => one.method === method && pattern.test(one.path))
    expect(sent.map((one) => one.status)).toContain(status)
  },
)

test('every endpoint of the protocol is called', () => {
  const documented = [
    ...endpointsOf(pageOf('PROTOCOL.md'), '## 3.', '## 4.'),
    ...endpointsOf(pageOf('PROTOCOL-ROUTES.md'), '## 1.', '## 5.'),
  ]
  expect(documented.length).toBeGreaterThan(100)
  expect(uncovered(documented)).toEqual([])
})

test('every route of the emulator is called', async () => {
  const { baseUrl, fetch } = createEmulator()
  const { frontendApi } = (await (await fetch(`${baseUrl}/__emulator`)).json()) as { frontendApi: readonly string[] }
  expect(frontendApi.length).toBeGreaterThan(100)
  expect(uncovered(frontendApi)).toEqual([])
})

test.each(contracts)('$by is exported by $from', ({ by, from }) => {
  const [name = ''] = by.split(' → ')
  const [owner, member] = name.split('.')
  const client = core.createClient({ baseUrl: 'http://localhost:4747', mode: 'staging' })
  expect(owner === 'client' ? client : modules[from]).toHaveProperty(member ?? name)
})

test('the docs list every endpoint', async () => {
  const page = new URL('docs/endpoints.md', coreFolder).pathname
  await expect(
    tableOf(contracts, exceptions),
    'Run pnpm --filter @wachter/integration contract:write',
  ).toMatchFileSnapshot(page)
})
