import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scenarios } from '../../src/peers/cases/scenarios.js'
import { adapterOf, names, peersFolder } from '../../src/peers/catalogue.js'

describe.each(names)('%s', (name) => {
  test('has an entry that is bundled', async () => {
    const { sized } = await adapterOf(name)
    expect([`${name}.js`, sized?.file ?? `${name}.js`].filter((file) => !existsSync(join(peersFolder, file)))).toEqual(
      [],
    )
  })

  test('names only scenarios that there are as not applying', async () => {
    const { cannot = {} } = await adapterOf(name)
    expect(Object.keys(cannot).filter((key) => !(key in scenarios))).toEqual([])
  })
})
