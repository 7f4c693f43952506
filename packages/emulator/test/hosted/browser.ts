import type { Emulator } from '@wachter/emulator'

/** What a visitor has in front of them. */
export interface Shown {
  url: URL
  status: number
  html: string
  headers: Headers
}

/** A browser without scripts: follows redirects, keeps cookies, fills in the forms of the page it shows. */
export function createBrowser(emulator: Emulator) {
  const fetch = emulator.browserFetch()
  const { host } = new URL(emulator.baseUrl)
  let shown: Shown | undefined

  async function load(url: URL, init: RequestInit = {}): Promise<Shown> {
    const headers = { Accept: 'text/html,*/*;q=0.8' }
    // Leaving for another site ends what is tested here.
    if (url.host !== host) return show({ url, status: 0, html: '', headers: new Headers() })
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    const location = response.headers.get('location')
    if (location) return load(new URL(location, url))
    return show({ url, status: response.status, html: await response.text(), headers: response.headers })
  }

  function show(page: Shown): Shown {
    shown = page
    return page
  }

  return {
    open: (path: string) => load(new URL(path, emulator.baseUrl)),
    /** Posts the form of the shown page whose hidden fields agree with these, together with them. */
    async submit(fields: Record<string, string>): Promise<Shown> {
      if (!shown) throw new Error('There is no page to submit a form of')
      const form = formsOf(shown.html).find((hidden) => agree(hidden, fields))
      if (!form) throw new Error(`The page has no form for ${JSON.stringify(fields)}: ${shown.html}`)
      return load(shown.url, { method: 'POST', body: new URLSearchParams({ ...form, ...fields }) })
    },
    /** Follows the link with this text. */
    async follow(text: string): Promise<Shown> {
      const [, href] = new RegExp(`<a href="([^"]*)">${text}</a>`).exec(shown?.html ?? '') ?? []
      if (href === undefined) throw new Error(`The page has no link "${text}": ${shown?.html}`)
      return load(new URL(decoded(href), shown?.url))
    },
    /** The API's session, as a script of the page would see it. */
    async session() {
      const url = new URL('/session', emulator.baseUrl)
      const token = shown?.url.searchParams.get('__dev_session__')
      if (token) url.searchParams.set('__dev_session__', token)
      // biome-ignore lint/suspicious/noExplicitAny: tests look wherever they like
      return ((await (await fetch(url)).json()) as any).data
    },
  }
}

export type Browser = ReturnType<typeof createBrowser>

/** The first heading of a page. */
export function titleOf({ html }: Shown): string {
  return decoded(/<h1>([^<]*)<\/h1>/.exec(html)?.[1] ?? '')
}

/** What the page complains about. */
export function errorOf({ html }: Shown): string | undefined {
  const text = /role="alert">([^<]*)</.exec(html)?.[1]
  return text && decoded(text)
}

function formsOf(html: string): Record<string, string>[] {
  return html
    .split('<form')
    .slice(1)
    .map((form) => {
      const inputs = (form.split('</form>')[0] ?? '').matchAll(/<input[^>]*>/g)
      const hidden = [...inputs].map(([tag]) => tag).filter((tag) => tag.includes('type="hidden"'))
      return Object.fromEntries(hidden.map((tag) => [attribute(tag, 'name'), attribute(tag, 'value')]))
    })
}

function agree(hidden: Record<string, string>, fields: Record<string, string>): boolean {
  return Object.entries(fields).every(([name, value]) => hidden[name] === undefined || hidden[name] === value)
}

function attribute(tag: string, name: string): string {
  return decoded(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
}

function decoded(text: string): string {
  const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => characters[name] ?? '')
}
