// @vitest-environment jsdom
import { readFile } from 'node:fs/promises'
import type { loadInitialState } from '@wachter/core/server'
import { createTestClient } from '@wachter/emulator/testing'
import { expect, test } from 'vitest'
import { oldestBrowsers } from '../../../tooling/src/places/oldest.js'
import { readStateBlock, stateBlock } from '../../examples/guides/browsers-and-csp/state.ts'

test('the guide has the browsers that the build is checked against', async () => {
  const { chrome, edge, firefox, safari, safari_ios } = oldestBrowsers
  expect([edge, safari_ios]).toEqual([chrome, safari])
  const guide = await readFile(`${import.meta.dirname}/../../../core/docs/guides/browsers-and-csp.md`, 'utf8')
  const cells = [...guide.matchAll(/^\| (Chrome|Firefox|Safari)[^|]*\| ([\d.]+) +\|$/gm)].map(([, name, from]) => [
    name,
    from,
  ])
  expect(Object.fromEntries(cells)).toEqual({ Chrome: chrome, Firefox: firefox, Safari: safari })
})

test('the state of a server reaches the page in a block that is not run, whatever is in a name', async () => {
  const { client } = await createTestClient({ as: 'ada' })
  const { container, atMs } = client.dehydrate()
  const state = { atMs, container: { ...container, id: '</script><!--' } } as Awaited<
    ReturnType<typeof loadInitialState>
  >
  document.body.innerHTML = stateBlock(state)
  expect(readStateBlock()).toEqual(JSON.parse(JSON.stringify(state)))
  document.body.innerHTML = ''
  expect(readStateBlock()).toEqual({})
})
