import { allowedRedirect } from '@wachter/core/flows'

/** Where the sign-in page leads to: its `redirect_uri` if that is a page of this app, else the start page. */
export function wayBack({ href, origin, search }: Pick<Location, 'href' | 'origin' | 'search'>): string {
  const rules = { mode: 'production', frontendOrigin: origin, page: href } as const
  return allowedRedirect(new URLSearchParams(search).get('redirect_uri'), rules) ?? '/'
}
