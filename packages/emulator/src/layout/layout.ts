import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { styles } from './styles'

/** HTML in which interpolated values are escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

const noScripts =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"

export interface Page {
  title: string
  /** The name of the app or provider the page belongs to. */
  app: string
  /** The error message to show. */
  error?: string | undefined
  content: Html
}

/** A complete page: one card with a heading, the error message if any, and the content. */
export async function pageResponse(page: Page, status = 200): Promise<Response> {
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': noScripts,
    // The URL may contain the session.
    'Referrer-Policy': 'no-referrer',
  }
  return new Response(String(await layout(page)), { status, headers })
}

function layout({ title, app, error, content }: Page): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="icon" href="data:," />
    <title>${title} · ${app}</title>
    <style>${raw(styles)}</style>
  </head>
  <body>
    <main>
      <p class="app">${app}</p>
      <h1>${title}</h1>
      ${error ? html`<p class="error" role="alert">${error}</p>` : ''}
      ${content}
    </main>
  </body>
</html>`
}
