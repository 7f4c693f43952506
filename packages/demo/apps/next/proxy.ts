import { proxy } from '@wachter/react/next/server'

export default proxy({ signInUrl: '/sign-in', publicPaths: ['/'] })
