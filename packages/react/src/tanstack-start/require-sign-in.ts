import { redirect } from '@tanstack/react-router'
import { getGlobalStartContext } from '@tanstack/react-start'
import { type Navigation, signInInstead } from './guard.js'

/**
 * The `beforeLoad` of a protected page, or of the route around several: it leads strangers to the sign-in page, with
 * `redirect_uri`, in a navigation in the page, too, of which the server hears nothing. It sends no request.
 *
 * @example
 * ```ts
 * import { requireSignIn } from '@wachter/react/tanstack-start'
 *
 * // `createFileRoute('/invoices')({ beforeLoad, … })`
 * const beforeLoad = requireSignIn({ signInUrl: '/sign-in' })
 * ```
 *
 * @throws {@link SessionError} from the guard, when it is not known who asks: an error of the route, not a redirect
 */
export const requireSignIn =
  ({ signInUrl }: { readonly signInUrl: string }) =>
  async (navigation: Navigation): Promise<void> => {
    const href = await signInInstead(signInUrl, navigation, getGlobalStartContext())
    if (href !== undefined) throw redirect({ href })
  }
