// From a blank page to the result of a test: an email of blocks with a picture, its preflight, two variants, a run, a winner.
import { mkdirSync } from 'node:fs'
import { check, launch, newPage, settle, SHOTS, signIn, URL_ } from './browser.mjs'
import { item, property, tab, tool } from './desk.mjs'
import { choose, publish } from './hands.mjs'

const mark = Date.now().toString(36)
/** A PNG of one green pixel. */
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

const steps = {
  async 'an email from a blank page, with a picture of our own'(page) {
    await page.goto(`${URL_}/emails`)
    await page.getByRole('button', { name: 'New email' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill(`Variants ${mark}`)
    await choose(page, 'Begin with', 'A blank page', dialog)
    await dialog.getByRole('button', { name: 'Create' }).click()
    await page.waitForURL(/\/emails\/variants/)
    await page.getByLabel('Subject', { exact: true }).fill('What the harvest brings this year')
    await page.getByRole('button', { name: 'Begin with a text' }).click()
    await item(page, 'Text: Write here.').waitFor()
    await item(page, 'Text: Write here.').click()
    await item(page, 'Text: Write here.').press('Enter')
    await page.getByRole('textbox', { name: 'Text', exact: true }).press('Control+a')
    await page.keyboard.type('Good news about almonds, olives and everything else that grows on our fields this autumn. Read how the harvest went, what it means for your orders, and when the first pallets leave our halls for yours. ')
    await page.keyboard.press('Escape')
    await tool(page, 'Picture').click()
    await item(page, /^Picture/).click()
    await page.getByRole('button', { name: 'Choose a picture' }).click()
    await page.getByRole('dialog').locator('input[type=file]').setInputFiles({ name: 'harvest.png', mimeType: 'image/png', buffer: PIXEL })
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    check(/\/f\/[0-9a-f]{64}\.png$/.test(await property(page, 'Address of the picture').inputValue()), 'the picture has no address')
    await property(page, 'Alternative text').fill('A harvest')
    await publish(page, 'Ready')
  },

  async 'its preflight finds nothing that stops it'(page) {
    await tab(page, 'Preflight')
    await page.locator('[data-preflight=ready]').waitFor()
    check((await page.locator('[data-area=links][data-worst=error], [data-area=template][data-worst=error]').count()) === 0, 'something is wrong with the template')
    check((await page.locator('[data-finding="subject.no_preheader"]').count()) === 1, 'the missing preheader is not mentioned')
    await settle(page)
    await page.screenshot({ path: `${SHOTS}variants-email.png`, fullPage: true })
  },

  async 'two variants, sizes told beforehand'(page, { kept }) {
    await page.goto(`${URL_}/programs`)
    await page.getByRole('button', { name: 'New program' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill(`Test ${mark}`)
    await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
    await page.waitForURL(/\/programs\/test/)
    await choose(page, 'To this segment', kept.segment)
    await choose(page, 'This email', `Variants ${mark}`)
    await page.getByRole('switch', { name: 'Try variants' }).press('Space')
    const second = page.getByRole('group', { name: 'Variant B' })
    await second.getByLabel('Subject').fill('Almonds, olives and good news')
    await page.getByRole('textbox', { name: 'Who tries' }).fill('60')
    await page.getByRole('textbox', { name: 'At least, each' }).fill('5')
    await page.locator('[data-needed]').waitFor()
    await settle(page)
    await page.screenshot({ path: `${SHOTS}variants-setup.png`, fullPage: true })
    await publish(page, 'Ready')
  },

  async 'send after a look'(page) {
    await page.getByRole('tab', { name: 'Audience & sending' }).click()
    await page.getByRole('button', { name: 'Send…' }).click()
    await page.locator('[data-preflight=ready]').waitFor({ timeout: 60_000 })
    await settle(page)
    await page.screenshot({ path: `${SHOTS}variants-preflight.png` })
    await page.getByRole('button', { name: 'Send now' }).click()
    await page.locator('[data-test-state=waiting]').waitFor({ timeout: 120_000 })
    check((await page.locator('[data-verdict=too_early]').count()) === 1, 'something is concluded too early')
  },

  async 'a winner for the others, and its result'(page) {
    await page.waitForFunction(() => Number(document.querySelector('[data-variant=b] [data-reached]')?.textContent) > 0, null, { timeout: 60_000 })
    await settle(page)
    await page.screenshot({ path: `${SHOTS}variants-waiting.png`, fullPage: true })
    page.once('dialog', (dialog) => dialog.accept())
    await page.locator('[data-variant=b]').getByRole('button', { name: 'Choose' }).click()
    await page.locator('[data-test-state=chosen]').waitFor()
    await page.locator('[data-variant=b]').getByText('winner').waitFor()
    await settle(page)
    await page.screenshot({ path: `${SHOTS}variants-result.png`, fullPage: true })
    const key = new URL(page.url()).pathname.split('/').pop()
    const { items } = await (await page.request.get(`${URL_}/api/v1/sends?program=${key}&limit=200`)).json()
    const contacts = items.map((one) => one.contact?.id ?? one.id)
    check(items.length > 0 && new Set(contacts).size === contacts.length, 'somebody has two sends')
  },
}

/** A segment that is large enough to be split and small enough to wait for. */
async function segmentOf(page) {
  const { items } = await (await page.request.get(`${URL_}/api/v1/definitions/segment`)).json()
  let best = { count: 0 }
  for (const { key, label, state } of items) {
    if (state !== 'published') continue
    const answer = await page.request.post(`${URL_}/api/v1/segments/count`, { data: { filter: { in_segment: key } }, headers: { Origin: URL_ } })
    const { count } = await answer.json()
    if (count > best.count && count <= 900) best = { label, count }
  }
  check(best.count >= 60, 'no segment has 60 to 900 members')
  return best.label
}

const browser = await launch()
mkdirSync(SHOTS, { recursive: true })
const { page, context, wrong } = await newPage(browser)
page.setDefaultTimeout(20_000)
// The picture's address is the instance's public one; the test's server stands elsewhere.
await context.route(/\/f\/[0-9a-f]{64}/, async (route) => route.fulfill({ response: await route.fetch({ url: URL_ + new URL(route.request().url()).pathname }) }))
const kept = {}
let now = 'sign in'
try {
  await signIn(page)
  kept.segment = await segmentOf(page)
  for (const [name, step] of Object.entries(steps)) {
    now = name
    const since = performance.now()
    await step(page, { wrong, kept })
    check(wrong.length === 0, wrong.join('\n'))
    console.log(`variants: ${name} (${((performance.now() - since) / 1000).toFixed(1)} s)`)
  }
  console.log('variants: in order')
} catch (error) {
  await page.screenshot({ path: `${SHOTS}variants-failed.png`, fullPage: true }).catch(() => {})
  console.error(`variants failed at "${now}": ${error.message}\n${wrong.join('\n')}`)
  process.exitCode = 1
} finally {
  await browser.close()
}
