import type { OpenedSession } from './world/controls/sessions'

/** The part of playwright's `Page` that is used here. */
export interface PlaywrightPage {
  context(): {
    addCookies(cookies: PlaywrightCookie[]): Promise<void>
    clearCookies(options: { name: string }): Promise<void>
  }
}

interface PlaywrightCookie {
  name: string
  value: string
  domain: string
  path: string
  httpOnly: boolean
  secure: boolean
  sameSite: 'Lax'
}

export interface SignInAsOptions {
  /** URL of the emulator. Default `http://localhost:4747`. */
  readonly emulator?: string
  /** URL of the app, which staging needs if it is not on `localhost` or `127.0.0.1`. */
  readonly app?: string
  /** The active organization, by name or id. */
  readonly organization?: string
  /** The active workspace, by name or id; with its organization. */
  readonly workspace?: string
}

// Cookies are of a host, on all its ports.
const localHosts = ['localhost', '127.0.0.1']

/**
 * Signs people in to the browser context of a page, in one request and without a form: the next page that is opened in it
 * shows them, in its first frame if a server renders it. Each call is another session; contexts share none.
 *
 * @example
 * ```ts
 * import { signInAs } from '@wachter/emulator/playwright'
 * import type { Page } from 'playwright'
 *
 * export async function adaSeesHerInvoices(page: Page) {
 *   await signInAs(page, 'ada', { organization: 'Acme' })
 *   await page.goto('http://localhost:5173/invoices')
 * }
 * ```
 * @example Several accounts; the last one is active
 * ```ts
 * import { signInAs } from '@wachter/emulator/playwright'
 * import type { Page } from 'playwright'
 *
 * export const graceAndAda = (page: Page) => signInAs(page, ['grace', 'ada'], { emulator: 'http://localhost:5001' })
 * ```
 *
 * @param who by username, e-mail address or id
 * @throws {Error} when no emulator answers, when it knows no such person, organization or workspace, and when they may not
 *   enter it
 */
export async function signInAs(
  page: PlaywrightPage,
  who: string | readonly string[],
  options: SignInAsOptions = {},
): Promise<void> {
  const { emulator = 'http://localhost:4747', app, organization, workspace } = options
  const { cookies, outdated } = await openSession(emulator, { as: who, organization, workspace })
  const hosts = app === undefined ? localHosts : [new URL(app).hostname]
  const context = page.context()
  for (const name of outdated) await context.clearCookies({ name })
  await context.addCookies(
    cookies.flatMap(({ domain, ...cookie }) =>
      (domain === undefined ? hosts : [domain]).map((host) => ({
        ...cookie,
        domain: host,
        path: '/',
        sameSite: 'Lax',
      })),
    ),
  )
}

async function openSession(emulator: string, wanted: Record<string, unknown>): Promise<OpenedSession> {
  const response = await fetch(new URL('/__emulator/sessions', emulator), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(wanted),
  }).catch((cause: unknown) => {
    throw new Error(`No emulator answers at ${emulator}. Start one: npx wachter-emulator`, { cause })
  })
  const answer = await response.json().catch(() => undefined)
  if (response.ok && answer) return answer
  throw new Error(answer?.message ?? `What answers at ${emulator} is no emulator with a control API`)
}
