// What an app has registered types every entry: each mistake below is refused, and nothing else.
import type { Client } from '@wachter/core'
import type { Authentication, Protect } from '@wachter/core/server'
import type { VerifiedToken } from '@wachter/core/verify'
import type { Show, useHas } from '@wachter/react'
import type { proxy } from '@wachter/react/next/server'
import type { Show as SvelteShow, useHas as useSvelteHas } from '@wachter/svelte'
import type { useHas as useVueHas, Show as VueShow } from '@wachter/vue'
import './register.js'

export function inThePage(client: Client, has: ReturnType<typeof useHas>) {
  client.has({ permission: 'invoices:read', role: 'Billing', organization: '42' })
  client.has({ anyOf: ['invoices:read', 'organization:admin'] })
  // @ts-expect-error no such permission
  client.has({ permission: 'invoices:reed' })
  // @ts-expect-error no such permission among them
  client.has({ anyOf: ['invoices:read', 'invoices:reed'] })
  // @ts-expect-error no such permission among them
  client.has({ allOf: ['invoices:reed'] })
  // @ts-expect-error no such role
  client.has({ role: 'admin' })
  has({ role: 'Admin' })
  // @ts-expect-error no such role
  has({ role: 'admin' })
}

export function onTheServer({ auth }: Authentication, protect: Protect, token: VerifiedToken) {
  auth.has({ permission: 'invoices:read' })
  protect(new Request('https://app.example.com/'), {} as Authentication, { anyOf: ['invoices:write'] })
  // @ts-expect-error no such permission
  auth.has({ permission: 'invoices:reed' })
  // @ts-expect-error no such permission
  protect(new Request('https://app.example.com/'), {} as Authentication, { permission: 'invoices:reed' })
  // @ts-expect-error no such permission
  token.has({ permission: 'invoices:reed' })
  // @ts-expect-error a token carries no roles
  token.has({ role: 'Admin' })
  const plan: 'free' | 'pro' | undefined = token.metadata?.plan
  // @ts-expect-error the template adds no such thing
  const size: unknown = token.metadata?.size
  return [plan, size, auth.metadata?.plan]
}

type ProxyDemand = NonNullable<Parameters<typeof proxy>[0]['demand']>
type ShowWhen = Parameters<typeof Show>[0]['when']
type VueWhen = InstanceType<typeof VueShow>['$props']['when']
type SvelteWhen = Parameters<typeof SvelteShow>[1]['when']

export const inWrappers: [ProxyDemand, ShowWhen, VueWhen, SvelteWhen][] = [
  [
    { permission: 'invoices:read' },
    { permission: 'invoices:read' },
    { role: 'Admin' },
    (has) => has({ role: 'Billing' }),
  ],
  [
    // @ts-expect-error no such permission
    { permission: 'invoices:reed' },
    // @ts-expect-error no such permission
    { permission: 'invoices:reed' },
    // @ts-expect-error no such role
    { role: 'admin' },
    // @ts-expect-error no such role
    (has) => has({ role: 'admin' }),
  ],
]

export function inOtherFrameworks(vue: ReturnType<typeof useVueHas>, svelte: ReturnType<typeof useSvelteHas>) {
  // @ts-expect-error no such permission
  vue.value({ permission: 'invoices:reed' })
  // @ts-expect-error no such permission
  svelte.current({ permission: 'invoices:reed' })
}
