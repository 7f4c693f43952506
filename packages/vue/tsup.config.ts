import { defineConfig } from 'tsup'
import { buildTargets } from '../tooling/src/places/oldest.js'

export default defineConfig({
  entry: { index: 'src/index.ts', 'flows/index': 'src/flows/index.ts', 'account/index': 'src/account/index.ts' },
  format: 'esm',
  target: buildTargets,
  dts: true,
  sourcemap: true,
  clean: true,
})
