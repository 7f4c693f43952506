import { defineConfig } from 'tsup'
import { buildTargets } from '../tooling/src/places/oldest.js'

export default defineConfig({
  entry: { index: 'src/index.ts', 'flows/index': 'src/flows/index.ts', 'account/index': 'src/account/index.ts' },
  format: 'esm',
  target: buildTargets,
  // Everything here is hooks and context, which React Server Components may only reach across this border.
  banner: { js: "'use client'" },
  dts: true,
  sourcemap: true,
  clean: true,
})
