import { byTestId } from '../element.ts'
import type { AskControl } from './ask-control.ts'

/** Where users sign in: on this page, or on the deployment's own pages. */
export type PagesMode = 'embedded' | 'hosted'

/** The one line that differs; each island has it in its framework's syntax. */
const lines: Readonly<Record<PagesMode, string>> = {
  embedded: 'return <Surface />',
  hosted: 'return <button onClick={() => createHostedPages(client).toSignIn()}>Sign in</button>',
}

const name = 'pages-mode'

export const pagesMode = (): PagesMode => (localStorage.getItem(name) === 'hosted' ? 'hosted' : 'embedded')

/**
 * Sets the deployment's page for users with steps left: this page in the mode `embedded`. Wires the switch.
 */
export async function settlePages(ask: AskControl): Promise<void> {
  const mode = pagesMode()
  byTestId('pages-line').textContent = lines[mode]
  for (const choice of ['embedded', 'hosted'] as const) {
    const button = byTestId<HTMLButtonElement>(`pages-${choice}`)
    button.ariaPressed = String(choice === mode)
    button.addEventListener('click', () => {
      localStorage.setItem(name, choice)
      location.reload()
    })
  }
  const { ui_settings: present, frontend_host: host } = await ask<Deployment>('GET', '/deployment')
  const hosted = `http://${host}`
  const page = location.origin + location.pathname
  const isEmbedded = mode === 'embedded'
  const wanted = {
    sign_in_page_url: isEmbedded ? page : `${hosted}/sign-in`,
    sign_up_page_url: isEmbedded ? `${page}?screen=sign-up` : `${hosted}/sign-up`,
    waitlist_page_url: isEmbedded ? `${page}?screen=waitlist` : `${hosted}/waitlist`,
    after_signin_redirect_url: page,
    after_signup_redirect_url: page,
  }
  const isSettled = Object.entries(wanted).every(([setting, url]) => present[setting] === url)
  if (!isSettled) await ask('POST', '/deployment', { ui_settings: wanted })
}

interface Deployment {
  readonly frontend_host: string
  readonly ui_settings: Readonly<Record<string, unknown>>
}
