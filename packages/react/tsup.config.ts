import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { index: 'src/index.ts', 'flows/index': 'src/flows/index.ts' },
  format: 'esm',
  target: 'es2022',
  // Everything here is hooks and context, which React Server Components may only reach across this border.
  banner: { js: "'use client'" },
  dts: true,
  sourcemap: true,
  clean: true,
})
