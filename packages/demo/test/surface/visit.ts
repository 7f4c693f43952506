import { seedPassword } from '@wachter/emulator'
import type { Locator, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest'
import { type Stage, startStage } from '../stage.ts'

/** Those that sign in and up on the flows. */
export type IslandName = 'vanilla' | 'react' | 'vue' | 'svelte'

let current: Stage | undefined

/** Serves the demo, and a browser to visit it with, for the tests of a file. */
export function useStage(): void {
  beforeAll(async () => {
    current = await startStage()
  }, 120_000)
  afterAll(() => current?.close(), 60_000)
  afterEach(() => current?.reset())
}

export function stage(): Stage {
  if (!current) throw new Error('The demo is not served yet')
  return current
}

/** What the pane does: the emulator's control API. */
export async function control<T>(method: string, path: string, body?: unknown): Promise<T> {
  const url = `${stage().demo.emulator.baseUrl}/__emulator${path}`
  const content = { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
  const response = await fetch(url, { method, ...(body !== undefined && content) })
  expect(response.status, path).toBe(200)
  return (await response.json()) as T
}

interface Message {
  readonly to: string
  readonly purpose: string
  readonly code?: string
  readonly link?: string
}

/** The newest message to somebody. */
async function mailTo(to: string): Promise<Message> {
  const { messages } = await control<{ messages: readonly Message[] }>('GET', '/outbox')
  const message = messages.filter((one) => one.to === to).at(-1)
  if (!message) throw new Error(`Nothing was sent to ${to}`)
  return message
}

/** A step that asks for a code is shown before the code was sent. Not the `earlier` one, where there was one. */
export const codeTo = (to: string, earlier?: string) =>
  vi.waitFor(
    async () => {
      const { code, purpose } = await mailTo(to)
      if (!code || code === earlier) throw new Error(`The newest message to ${to} has no new code: ${purpose}`)
      return code
    },
    { timeout: 20_000 },
  )
export const linkTo = async (to: string) => (await mailTo(to)).link ?? ''

/** Waits until an element reads exactly this. */
export async function reads(locator: Locator, text: string): Promise<void> {
  await locator.and(locator.page().getByText(text, { exact: true })).waitFor()
}

/** Gives a tab a device that holds passkeys and agrees to everything. */
async function haveAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** The surface of one island in one tab, by what people do there. */
export function surfaceIn(page: Page, name: IslandName) {
  const part = (testId: string) => page.getByTestId(`${name}-${testId}`)
  const fill = async (values: Readonly<Record<string, string>>) => {
    for (const [testId, value] of Object.entries(values)) await part(testId).fill(value)
  }
  const click = (testId: string) => part(testId).click()
  const shows = (testId: string) => part(testId).waitFor()
  return {
    part,
    fill,
    click,
    shows,
    /** Signs Ada in, makes a passkey for her and signs her out. */
    async makePasskey() {
      await haveAuthenticator(page)
      await fill({ 'sign-in-email': 'ada', 'sign-in-password': seedPassword })
      await click('sign-in-submit')
      await click('passkey-add')
      await shows('passkey-0')
      await click('sign-out-all')
    },
    /** Loads the page anew, after which the same step is there. */
    async reloadAt(testId: string) {
      await part(testId).waitFor()
      await page.reload()
      await part(testId).waitFor()
    },
    async giveCode(code: string) {
      await fill({ 'code-input': code })
      await part('submit').click()
    },
    refusedWith: (code: string) => part('sign-in-error').filter({ hasText: code }).waitFor(),
    isSignedIn: (person: string) => reads(part('user-name'), person),
  }
}
