import { createCsrfMiddleware, createStart } from '@tanstack/react-start'
import { wachterMiddleware } from '@wachter/react/tanstack-start/server'
import { whoAmI } from './functions'

const csrf = createCsrfMiddleware({ filter: ({ handlerType }) => handlerType === 'serverFn' })

const authentication = wachterMiddleware({
  publishableKey: import.meta.env.VITE_WACHTER_PUBLISHABLE_KEY,
  signInUrl: '/sign-in',
  publicPaths: ['/'],
  publicServerFunctions: [whoAmI],
  // A header that your platform writes, and nobody else can.
  clientIp: ({ headers }) => headers.get('x-real-ip') ?? undefined,
})

export const startInstance = createStart(() => ({ requestMiddleware: [csrf, authentication] }))
