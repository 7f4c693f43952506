import { readdir, readFile } from 'node:fs/promises'
import { createClient } from '@wachter/core'
import type {
  AccountDeletionStep,
  AccountSignInsStep,
  AuthenticatorStep,
  BackupCodesStep,
  EmailAddressesStep,
  PasskeysStep,
  PasswordStep,
  PhoneNumbersStep,
  ProfileStep,
  SocialConnectionsStep,
} from '@wachter/core/account'
import * as account from '@wachter/core/account'
import {
  createHostedPages,
  type InvitationStep,
  type PasskeySignInStep,
  type PasswordResetStep,
  type ProviderStep,
  type SignInStep,
  type SignUpStep,
  type WaitlistStep,
} from '@wachter/core/flows'
import type { NotificationsStep } from '@wachter/core/notifications'
import type { DomainsStep, EnterpriseConnectionsStep, OrganizationsStep, WorkspacesStep } from '@wachter/core/tenancy'
import { createEmulator } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import * as selectors from '../../core/src/flows/deployment/deployment.js'

const docs = new URL('../../core/docs/', import.meta.url)
const examples = new URL('../examples/flows/', import.meta.url)
const flows = await readdir(examples)
const exampleNames = ['vanilla.ts', 'react.tsx', 'vue.vue', 'svelte.svelte']

const read = (url: URL) => readFile(url, 'utf8')
const pageOf = (flow: string) => read(new URL(`${flow}.md`, docs))

/** The kinds of a flow's steps: neither one too many nor one too few passes the type check. */
const kindsOf = <Step extends { readonly kind: string }>(kinds: Record<Step['kind'], true>) => Object.keys(kinds)

const kinds = {
  'sign-in': kindsOf<SignInStep>({
    loading: true,
    start: true,
    'verify-code': true,
    'verify-link': true,
    'second-factor': true,
    'complete-profile': true,
    complete: true,
    ended: true,
    unsupported: true,
  }),
  'sign-up': kindsOf<SignUpStep>({
    loading: true,
    start: true,
    'verify-code': true,
    'complete-profile': true,
    complete: true,
    ended: true,
    unsupported: true,
  }),
  'password-reset': kindsOf<PasswordResetStep>({
    request: true,
    'verify-code': true,
    'new-password': true,
    'sign-in': true,
    complete: true,
  }),
  'provider-sign-in': kindsOf<ProviderStep>({
    start: true,
    redirecting: true,
    complete: true,
    'sign-in': true,
    'sign-up': true,
    connected: true,
  }),
  'passkey-sign-in': kindsOf<PasskeySignInStep>({ loading: true, start: true, complete: true }),
  passkeys: kindsOf<PasskeysStep>({ loading: true, 'signed-out': true, manage: true }),
  notifications: kindsOf<NotificationsStep>({ loading: true, 'signed-out': true, manage: true }),
  invitation: kindsOf<InvitationStep>({
    start: true,
    valid: true,
    accepted: true,
    'already-member': true,
    'sign-in-required': true,
    'sign-up-required': true,
    'wrong-account': true,
    expired: true,
    invalid: true,
    entered: true,
  }),
  waitlist: kindsOf<WaitlistStep>({ start: true, joined: true }),
  organizations: kindsOf<OrganizationsStep>({ loading: true, 'signed-out': true, manage: true }),
  workspaces: kindsOf<WorkspacesStep>({ loading: true, 'signed-out': true, 'no-organization': true, manage: true }),
  'single-sign-on': kindsOf<DomainsStep | EnterpriseConnectionsStep>({
    loading: true,
    'signed-out': true,
    'no-organization': true,
    refused: true,
    manage: true,
    shown: true,
  }),
}

/** What stands between backticks at the beginning of the rows of a section's table. */
function rowsOf(page: string, section: string): readonly string[] {
  const [, text = ''] = page.split(`## ${section}\n`)
  const [table = ''] = text.split('\n## ')
  return [...table.matchAll(/^\| `([\w-]+)[^`]*` /gm)].flatMap(([, name = '']) => (name === 'kind' ? [] : [name]))
}

const routes = 'src/routes/'
/** The files of the app that the page about a framework quotes. */
const quoted: Readonly<Record<string, readonly string[]>> = {
  next: [
    'proxy.ts',
    'app/layout.tsx',
    'app/invoices/page.tsx',
    'app/sign-in/page.tsx',
    'app/api/me/route.ts',
    'app/actions.ts',
  ],
  nuxt: [
    'nuxt.config.ts',
    ...['index', 'sign-in', 'invoices'].map((name) => `app/pages/${name}.vue`),
    ...['visitor.get', 'me.get', 'invoices.get', 'caller.post'].map((name) => `server/api/${name}.ts`),
  ],
  'react-router': [
    'root.tsx',
    ...['home.tsx', 'invoices.tsx', 'me.ts', 'sign-in.tsx'].map((name) => `routes/${name}`),
  ].map((name) => `app/${name}`),
  sveltekit: [
    ...['env.ts', 'hooks.server.ts', 'app.d.ts'].map((name) => `src/${name}`),
    ...['+layout.server.ts', '+layout.svelte', '+page.server.ts', 'sign-in/+page.svelte', 'api/me/+server.ts'].map(
      (name) => routes + name,
    ),
  ],
  'tanstack-start': [
    ...['start.ts', 'functions.ts'].map((name) => `src/${name}`),
    ...['__root.tsx', 'invoices.tsx', 'sign-in.tsx', 'api/me.ts'].map((name) => routes + name),
  ],
}

test('every flow with examples has a page, and every page has examples', async () => {
  // Pages about servers have no flow, nor has the list of endpoints.
  const others = [
    'README.md',
    'endpoints.md',
    'servers.md',
    ...Object.keys(quoted).map((framework) => `${framework}.md`),
  ]
  const pages = (await readdir(docs)).filter(
    (name) => name.endsWith('.md') && !others.includes(name) && !name.startsWith('quick-start-'),
  )
  expect(pages.map((name) => name.replace(/\.md$/, '')).sort()).toEqual([...flows].sort())
})

describe.each(flows)('the page of %s', (flow) => {
  test('quotes its examples as they are type-checked, and no other code', async () => {
    const page = await pageOf(flow)
    expect((await readdir(new URL(`${flow}/`, examples))).sort()).toEqual([...exampleNames].sort())
    for (const name of exampleNames) {
      const code = await read(new URL(`${flow}/${name}`, examples))
      expect(page).toContain(`\n\`\`\`${name.split('.').at(-1)}\n${code}\`\`\`\n`)
    }
    expect(page.match(/^```\w/gm)).toHaveLength(exampleNames.length)
  })

  test.each(exampleNames)('has an example of 20 to 35 lines: %s', async (name) => {
    const code = await read(new URL(`${flow}/${name}`, examples))
    const { length } = code.trimEnd().split('\n')
    expect(length).toBeGreaterThanOrEqual(20)
    expect(length).toBeLessThanOrEqual(35)
  })
})

test.each(Object.entries(kinds))('the table of %s has every kind of step, once', async (flow, expected) => {
  expect([...rowsOf(await pageOf(flow), 'Steps')].sort()).toEqual([...expected].sort())
})

type AccountStep =
  | ProfileStep
  | PasswordStep
  | EmailAddressesStep
  | PhoneNumbersStep
  | AuthenticatorStep
  | BackupCodesStep
  | SocialConnectionsStep
  | AccountSignInsStep
  | AccountDeletionStep

test('the page of the account has every kind of step, and names every function', async () => {
  const expected = kindsOf<AccountStep>({
    loading: true,
    'signed-out': true,
    edit: true,
    none: true,
    has: true,
    manage: true,
    verify: true,
    scan: true,
    confirm: true,
    shown: true,
    redirecting: true,
    deleted: true,
  })
  const page = await pageOf('account')
  expect(new Set(['loading', 'signed-out', ...rowsOf(page, 'Steps')])).toEqual(new Set(expected))
  for (const name of Object.keys(account)) expect(page).toContain(`\`${name}(client)\``)
})

test('the page of the hosted pages names every function', async () => {
  const page = await pageOf('hosted-pages')
  const { publishableKey } = createEmulator()
  for (const name of Object.keys(createHostedPages(createClient({ publishableKey })))) {
    expect(page).toContain(`\`${name}\``)
  }
})

test('the page of the deployment names every selector', async () => {
  const rows = rowsOf(await pageOf('deployment'), 'Functions')
  expect(rows).toEqual(expect.arrayContaining(Object.keys(selectors)))
})

const quickStarts = (await readdir(docs)).filter((name) => name.startsWith('quick-start-'))
test.each(['../README.md', '../../../README.md'])(
  '%s links to the page of every flow, and to every quick start',
  async (path) => {
    const from = new URL(path, docs)
    const links = [...(await read(from)).matchAll(/\]\((\.[^)]+)\)/g)].map(([, link = '']) => new URL(link, from).href)
    const pages = [...flows.map((flow) => `${flow}.md`), ...quickStarts]
    expect(links).toEqual(expect.arrayContaining(pages.map((page) => new URL(page, docs).href)))
  },
)

test.each(Object.entries(quoted))('the page about %s quotes the app that is built and visited', async (name, files) => {
  const page = await pageOf(name)
  for (const file of files) {
    const code = await read(new URL(`../apps/${name}/${file}`, import.meta.url))
    expect(page).toContain(`\`\`\`${file.split('.').at(-1)}\n${code}\`\`\``)
  }
})
