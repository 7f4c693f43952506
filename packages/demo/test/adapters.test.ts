import * as account from '@wachter/core/account'
import * as flows from '@wachter/core/flows'
import { describe, expect, test } from 'vitest'

/** What each adapter gives from a subpath. */
const adapters = {
  react: { flows: () => import('@wachter/react/flows'), account: () => import('@wachter/react/account') },
  vue: { flows: () => import('@wachter/vue/flows'), account: () => import('@wachter/vue/account') },
  svelte: { flows: () => import('@wachter/svelte/flows'), account: () => import('@wachter/svelte/account') },
}

const hooksFor = (core: object) =>
  Object.keys(core)
    .filter((name) => name.startsWith('create'))
    .map((name) => name.replace('create', 'use'))

describe.each(Object.entries(adapters))('the %s adapter', (_, adapter) => {
  test('has a hook for everything core creates of a client', async () => {
    expect(Object.keys(await adapter.flows())).toEqual(expect.arrayContaining(hooksFor(flows)))
    expect(Object.keys(await adapter.account())).toEqual(hooksFor(account))
  })
})
