import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { mapAtOnce, runCase } from '../../src/peers/run.js'

const file = fileURLToPath(new URL('pretended-child.js', import.meta.url))
const run = (scenario: string, timeoutMs = 60_000) =>
  runCase({ name: 'peer', bundle: '', kind: 'scenario', scenario }, { file, timeoutMs })

test('a case returns what its process sends, whatever it leaves running', async () => {
  await expect(run('leaves a timer')).resolves.toBe('done')
})

test('a case throws what its process reports', async () => {
  await expect(run('throws')).rejects.toThrow('not signed in')
})

test('a process that ends without a result is a failure', async () => {
  await expect(run('exits')).rejects.toThrow('peer, scenario exits: ended without a result')
})

test('a process that never ends is killed', async () => {
  await expect(run('hangs', 1)).rejects.toThrow('took longer than 0.001 s')
})

test('results keep the order of the items, however long each takes', async () => {
  const releases: (() => void)[] = []
  const mapped = mapAtOnce(['slow', 'quick'], 2, async (item) => {
    if (item === 'slow') await new Promise<void>((resolve) => releases.push(resolve))
    else for (const release of releases) release()
    return item
  })
  expect(await mapped).toEqual(['slow', 'quick'])
})
