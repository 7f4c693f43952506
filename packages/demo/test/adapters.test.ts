import * as account from '@wachter/core/account'
import * as flows from '@wachter/core/flows'
import * as notifications from '@wachter/core/notifications'
import * as tenancy from '@wachter/core/tenancy'
import { describe, expect, test } from 'vitest'

/** What each adapter gives from a subpath. */
const adapters = {
  react: {
    flows: () => import('@wachter/react/flows'),
    account: () => import('@wachter/react/account'),
    notifications: () => import('@wachter/react/notifications'),
    tenancy: () => import('@wachter/react/tenancy'),
  },
  vue: {
    flows: () => import('@wachter/vue/flows'),
    account: () => import('@wachter/vue/account'),
    notifications: () => import('@wachter/vue/notifications'),
    tenancy: () => import('@wachter/vue/tenancy'),
  },
  svelte: {
    flows: () => import('@wachter/svelte/flows'),
    account: () => import('@wachter/svelte/account'),
    notifications: () => import('@wachter/svelte/notifications'),
    tenancy: () => import('@wachter/svelte/tenancy'),
  },
}

const hooksFor = (core: object) =>
  Object.keys(core)
    .filter((name) => name.startsWith('create'))
    .map((name) => name.replace('create', 'use'))

describe.each(Object.entries(adapters))('the %s adapter', (_, adapter) => {
  test('has a hook for everything core creates of a client', async () => {
    expect(Object.keys(await adapter.flows())).toEqual(expect.arrayContaining(hooksFor(flows)))
    expect(Object.keys(await adapter.account()).sort()).toEqual(hooksFor(account).sort())
    const hooks = [...hooksFor(notifications), 'useOnNotification']
    expect(Object.keys(await adapter.notifications()).sort()).toEqual(hooks.sort())
    expect(Object.keys(await adapter.tenancy())).toEqual(expect.arrayContaining(hooksFor(tenancy)))
  })
})
