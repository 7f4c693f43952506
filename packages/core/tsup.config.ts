import { defineConfig } from 'tsup'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'flows/index': 'src/flows/index.ts',
    'server/index': 'src/server/index.ts',
    'wire/index': 'src/wire/index.ts',
  },
  format: 'esm',
  target: 'es2022',
  dts: true,
  sourcemap: true,
  clean: true,
})
