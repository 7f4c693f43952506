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
    },
  },
  {
    ...shared,
    entry: {
      'nuxt/index': 'src/nuxt/index.ts',
      // Nuxt finds these beside the module, and bundles them into the app, which has the other entries, too.
      'nuxt/plugin': 'src/nuxt/plugin.ts',
      'nuxt/server': 'src/nuxt/server.ts',
    },
    dts: { entry: { 'nuxt/index': 'src/nuxt/index.ts' } },
    external: ['@wachter/vue', /^nuxt\//, 'h3', 'nitropack/runtime', '#nitro-internal-virtual/public-assets'],
  },
])
