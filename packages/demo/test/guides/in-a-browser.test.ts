import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { seedPassword } from '@wachter/emulator'
import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { bundlePage, listenLocally } from '../../../integration/test/local-pages.ts'
import { contentSecurityPolicy } from '../../examples/guides/browsers-and-csp/content-security-policy.ts'
import { stateBlock } from '../../examples/guides/browsers-and-csp/state.ts'
import { type Stage, startStage } from '../stage.ts'

let stage: Stage
let violations: string[] = []

beforeAll(async () => {
  stage = await startStage({ page: 'flow-examples' })
  await stage.context.exposeBinding('noteViolation', (_source, text: string) => violations.push(text))
  await stage.context.addInitScript(() => {
    const note = (globalThis as unknown as { noteViolation(text: string): void }).noteViolation
    document.addEventListener('securitypolicyviolation', (event) => {
      note(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)
    })
  })
}, 120_000)

afterAll(() => stage?.close(), 60_000)

afterEach(async () => {
  violations = []
  await stage.reset()
})

async function ask(url: string) {
  const answer = await fetch(url)
  return { headers: answer.headers, text: await answer.text() }
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill('ada@example.com')
  await page.getByLabel('Password').fill(seedPassword)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.getByText('Welcome!').waitFor()
}

describe('under the content security policy of the guide', { timeout: 60_000 }, () => {
  /** The page of the stage from a server that sends the policy: an answer made up by playwright may not ask this machine. */
  const open = async (query: string, policy: string) => {
    const site = await listenLocally(async ({ url = '' }, answer) => {
      const { headers, text } = await ask(stage.demo.url + url)
      answer.setHeader('Content-Type', headers.get('Content-Type') ?? '')
      answer.setHeader('Content-Security-Policy', policy)
      answer.end(text.replace('</head>', `${stateBlock({ atMs: 1 })}</head>`))
    })
    onTestFinished(site.close)
    return stage.openTab(`${site.url}/?${query}`)
  }

  test.each(['react', 'vue', 'svelte'])('somebody signs in with %s, and nothing is blocked', async (framework) => {
    const page = await open(`${framework}=sign-in`, contentSecurityPolicy(stage.demo.emulator.baseUrl))
    await signIn(page)
    expect(await page.locator('#initial-state').textContent()).toBe('{"atMs":1}')
    expect(violations).toEqual([])
  })

  test('React needs no policy for trusted types, nor does the client', async () => {
    const policy = contentSecurityPolicy(stage.demo.emulator.baseUrl).replace(
      /trusted-types vue.*/,
      "trusted-types 'none'",
    )
    const config = await ask(`${stage.demo.url}/config.json`)
    const page = await openScript('react.tsx', { policy, files: { '/config.json': config.text } })
    await page.getByText('Signed in as ada').waitFor()
    expect(violations).toEqual([])
  })

  test('the hosted pages are reached, and nothing is blocked', async () => {
    const page = await open('react=hosted-pages', contentSecurityPolicy(stage.demo.emulator.baseUrl))
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL(/\/sign-in\?redirect_uri=/)
    expect(violations).toEqual([])
  })

  test('without the address of the API the client is blocked, and says so', async () => {
    await open('react=sign-in', contentSecurityPolicy('https://elsewhere.example.com'))
    await expect.poll(() => violations[0]).toContain(`connect-src ${stage.demo.emulator.baseUrl}`)
  })
})

test.each([
  ['storage', ['localStorage'], 'Sign out'],
  ['cookies', ['cookie'], 'Sign out'],
  ['storage and cookies', ['localStorage', 'cookie'], 'Sign in'],
])('somebody signs in where %s are blocked', { timeout: 60_000 }, async (_, names, button) => {
  const page = await stage.context.newPage()
  await page.addInitScript((blocked) => {
    const refuse = () => {
      throw new DOMException('Blocked', 'SecurityError')
    }
    const owners: Readonly<Record<string, object>> = { localStorage: window, cookie: document }
    for (const name of blocked) Object.defineProperty(owners[name] ?? {}, name, { get: refuse, set: refuse })
  }, names)
  await page.goto(`${stage.demo.url}/?react=sign-in`)
  await signIn(page)
  await page.goto(`${stage.demo.url}/?react=hosted-pages`)
  await page.getByRole('button', { name: button, exact: true }).waitFor()
})

test('msw serves the emulator in a browser', { timeout: 60_000 }, async () => {
  const msw = dirname(createRequire(import.meta.url).resolve('msw/package.json'))
  const worker = await readFile(join(msw, 'lib/mockServiceWorker.js'), 'utf8')
  const page = await openScript('msw.ts', { files: { '/mockServiceWorker.js': worker } })
  await page.getByText('Signed in as ada').waitFor()
})

interface Served {
  readonly policy?: string
  readonly files: Readonly<Record<string, string>>
}

/** A page of one script. */
async function openScript(name: string, { policy, files }: Served): Promise<Page> {
  const script = await bundlePage(new URL(`pages/${name}`, import.meta.url))
  const scripts: Readonly<Record<string, string>> = { ...files, '/page.js': script }
  const site = await listenLocally(({ url = '' }, answer) => {
    const file = scripts[url]
    answer.setHeader('Content-Type', file ? 'text/javascript' : 'text/html')
    if (policy) answer.setHeader('Content-Security-Policy', policy)
    answer.end(file ?? '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>')
  })
  onTestFinished(site.close)
  return stage.openTab(site.url)
}
