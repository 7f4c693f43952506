import { createClient } from '@wachter/core'
import { signInWithPassword } from '@wachter/core/flows'
import { createEmulator, seedPassword } from '../../../emulator/src/index.js'
import {
  createRequestHandler,
  type MiddlewareOptions,
  type WachterContext,
} from '../../src/tanstack-start/start-server.js'

interface Opening {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly handlerType?: 'router' | 'serverFn'
  readonly answer?: () => Response
  readonly extras?: Partial<MiddlewareOptions>
}

/** An app with TanStack Start, as far as the middleware sees it, and the browser of Ada. */
export async function setUpApp() {
  const { publishableKey, fetch, world } = createEmulator()
  const client = createClient({ publishableKey, fetch, openChannel: () => undefined })
  await signInWithPassword(client, { email: 'ada@example.com', password: seedPassword })
  const cookie = `__dev_session___localhost_4747=${client.devSession()}`
  const open = async (
    path: string,
    { method = 'GET', headers = {}, handlerType = 'router', answer, extras }: Opening = {},
  ) => {
    const handle = createRequestHandler({
      publishableKey,
      fetch,
      signInUrl: '/sign-in',
      publicPaths: ['/', '/blog/*'],
      publicServerFunctions: [{ url: '/_serverFn/whoAmI' }],
      ...extras,
    })
    const request = new Request(`http://localhost:3000${path}`, { method, headers })
    let context: WachterContext | undefined
    let isRefused = false
    const response = await handle({
      request,
      handlerType,
      next: async (added) => {
        context = added.context
        return { response: answer?.() ?? new Response('the page') }
      },
    }).catch((thrown: unknown) => {
      if (!(thrown instanceof Response)) throw thrown
      isRefused = true
      return thrown
    })
    return { response, context, isRefused }
  }
  return { open, client, cookie, world, userId: world.user('ada').id }
}
