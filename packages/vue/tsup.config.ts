import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { index: 'src/index.ts', 'flows/index': 'src/flows/index.ts' },
  format: 'esm',
  target: 'es2022',
  dts: true,
  sourcemap: true,
  clean: true,
})
