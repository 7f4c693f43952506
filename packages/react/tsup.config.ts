import { defineConfig, type Options } from 'tsup'
import { buildTargets } from '../tooling/src/places/oldest.js'

const shared: Options = { format: 'esm', target: buildTargets, dts: true, sourcemap: true }

export default defineConfig([
  {
    ...shared,
    entry: {
      index: 'src/index.ts',
      'flows/index': 'src/flows/index.ts',
      'account/index': 'src/account/index.ts',
      'tenancy/index': 'src/tenancy/index.ts',
      'notifications/index': 'src/notifications/index.ts',
      'next/index': 'src/next/index.ts',
      'react-router/index': 'src/react-router/index.ts',
      'tanstack-start/index': 'src/tanstack-start/index.ts',
    },
    // Everything here is hooks and context, which React Server Components may only reach across this border.
    banner: { js: "'use client'" },
    external: ['next/navigation', 'react-router', '@tanstack/react-router', '@tanstack/react-start'],
  },
  { ...shared, entry: { 'next/server': 'src/next/server.ts' }, external: ['next/headers', 'next/server'] },
  { ...shared, entry: { 'react-router/server': 'src/react-router/server.ts' } },
  {
    ...shared,
    entry: { 'tanstack-start/server': 'src/tanstack-start/server.ts' },
    external: ['@tanstack/react-start'],
  },
])
