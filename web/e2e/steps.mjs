// Walks through the steps of a test, each with what went wrong on the page meanwhile.
import { mkdirSync } from 'node:fs'
import { check, launch, newPage, SHOTS, signIn } from './browser.mjs'

/** `prepare` happens after signing in; `kept` is what the steps tell one another; `restore` happens whatever came before. */
export async function through(name, steps, { prepare, restore } = {}) {
  const browser = await launch()
  mkdirSync(SHOTS, { recursive: true })
  const { page, context, wrong } = await newPage(browser)
  page.setDefaultTimeout(20_000)
  const kept = { browser, context, wrong }
  let now = 'sign in'
  try {
    await signIn(page)
    await prepare?.(page, kept)
    for (const [step, run] of Object.entries(steps)) {
      now = step
      const since = performance.now()
      await run(page, kept)
      check(wrong.length === 0, wrong.join('\n'))
      console.log(`${name}: ${step} (${((performance.now() - since) / 1000).toFixed(1)} s)`)
    }
    console.log(`${name}: in order`)
  } catch (error) {
    await page.screenshot({ path: `${SHOTS}${name}-failed.png`, fullPage: true }).catch(() => {})
    console.error(`${name} failed at "${now}": ${error.message}\n${wrong.join('\n')}`)
    process.exitCode = 1
  } finally {
    await restore?.(page, kept).catch((error) => { console.error(`${name}: ${error.message}`); process.exitCode = 1 })
    await browser.close()
  }
}
