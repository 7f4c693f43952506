import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import react from '@vitejs/plugin-react'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), vue(), svelte({ configFile: false })],
  // From the sources, as the tests: what you edit is what the page shows.
  resolve: { conditions: ['@wachter/source', 'module', 'browser', 'development|production'] },
  // Four frameworks on one page: nobody else's bundle.
  build: { target: 'es2022', sourcemap: true, chunkSizeWarningLimit: 1_000 },
})
