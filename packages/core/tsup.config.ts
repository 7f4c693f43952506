import { defineConfig } from 'tsup'
import { buildTargets } from '../tooling/src/places/oldest.js'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'account/index': 'src/account/index.ts',
    'flows/index': 'src/flows/index.ts',
    'notifications/index': 'src/notifications/index.ts',
    'server/index': 'src/server/index.ts',
    'tenancy/index': 'src/tenancy/index.ts',
    'verify/index': 'src/verify/index.ts',
    'wire/index': 'src/wire/index.ts',
  },
  format: 'esm',
  target: buildTargets,
  dts: true,
  sourcemap: true,
  clean: true,
})
