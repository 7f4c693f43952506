import { allowedRedirect } from '@wachter/core/flows'

/** The path that the sign-in page leads to: that of its `redirect_uri` if it is a page of this app, else the start page. */
export function wayBack({ href, origin, search }: Pick<Location, 'href' | 'origin' | 'search'>): string {
  const rules = { mode: 'production', frontendOrigin: origin, page: href } as const
  const url = new URL(allowedRedirect(new URLSearchParams(search).get('redirect_uri'), rules) ?? '/', origin)
  // Two slashes would be another host.
  return url.origin === origin ? url.pathname.replace(/^\/+/, '/') + url.search + url.hash : '/'
}
