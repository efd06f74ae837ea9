/// Build, development proxy and unit tests of the browser UI.
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/// The server that `npm run dev` passes API calls to.
const server = process.env.SIEMBRA_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 700 },
  server: { proxy: { '/api': server, '/v1': server, '/t': server, '/u': server, '/f/': server, '/p/': server, '/v/': server } },
  preview: { proxy: { '/api': server, '/v1': server, '/t': server, '/u': server, '/f/': server, '/p/': server, '/v/': server } },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
})
