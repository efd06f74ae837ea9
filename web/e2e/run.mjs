// The browser tests against a running server: `npm run e2e`, or `npm run e2e pages` for one of them.
import { spawnSync } from 'node:child_process'

const wanted = process.argv.slice(2)
for (const name of wanted.length ? wanted : ['pages', 'walk', 'blocks', 'variants', 'runs', 'halts', 'versions', 'hostile', 'languages']) {
  const { status } = spawnSync(process.execPath, [new URL(`./${name}.mjs`, import.meta.url).pathname], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
