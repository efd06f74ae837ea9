// The whole road in the browser: sign in, import, segment with live count, a scoring change, a batch, the mail, its click,
// the click on the timeline and in the KPI, and sales accepting a lead.
import { mkdirSync } from 'node:fs'
import { check, launch, newPage, PASSWORD, settle, SHOTS, signIn, URL_ } from './browser.mjs'
import { addCondition, choose, countOf, newSegment, publish } from './hands.mjs'
import { READER } from './readers.mjs'

const SALES = process.env.SIEMBRA_SALES_EMAIL ?? 'sales@procuralia.example'
const mark = Date.now().toString(36)
const domain = `walk-${mark}.com`
const people = ['Ada Lind', 'Bruno Vega', 'Carla Moe', 'Dario Ruiz', 'Eva Holm', 'Frida Sanz'].map((name) => name.split(' '))

/** As a Spanish Excel saves it: semicolons, Windows-1252, dates of one meaning only when read as a whole. */
function csv() {
  const rows = people.map(([first, last], i) => `${first.toLowerCase()}@${domain};${first};${last};CFO;Almazara Peñón;ES;${i + 3}/04/2026`)
  rows.push(`not-an-address;Greta;Hein;CFO;Almazara Peñón;ES;03/04/2026`)
  return Buffer.from(['Email;First name;Last name;Job title;Company;Country;Fecha', ...rows].join('\r\n'), 'latin1')
}

const steps = {
  async 'quiet hours are switched off, so that the walk can be walked at night'(page) {
    await page.goto(`${URL_}/settings/instance`)
    for (const label of ['Quiet from (hour)', 'Quiet to (hour)']) {
      const input = page.getByLabel(label)
      await input.fill('0')
      await input.blur()
    }
    if (await page.getByText('Unsaved changes').count()) await publish(page, 'No quiet hours')
  },

  async 'import a CSV'(page) {
    await page.goto(`${URL_}/import`)
    await page.locator('input[type=file]').setInputFiles({ name: `fair-${mark}.csv`, mimeType: 'text/csv', buffer: csv() })
    await page.waitForURL(/\/import\/imp_/)
    await settle(page)
    for (let i = 0; i < 8 && (await page.locator('[data-question] input[type=radio]').count()); i++) {
      await page.locator('[data-question] input[type=radio]').first().click()
      await settle(page)
    }
    const proceed = page.getByRole('button', { name: 'Continue' })
    await proceed.click()
    await page.getByRole('button', { name: 'Dry run' }).click()
    await page.locator('[data-figure=rejected]').waitFor()
    const rejected = await page.locator('[data-figure=rejected]').innerText()
    check(/\b1\b/.test(rejected), `the dry run says of rejected rows: ${rejected}`)
    await page.screenshot({ path: `${SHOTS}walk-import.png` })
    await proceed.click()
    await page.getByRole('combobox', { name: 'Source' }).fill(`Fair ${mark}`)
    await page.keyboard.press('Escape')
    await page.getByRole('combobox', { name: 'Consent to marketing mail' }).fill('signed form at the fair')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Start the import' }).click()
    await page.getByText('The import is finished').waitFor({ timeout: 60_000 })
    check((await page.locator('[data-figure=accepted]').innerText()).includes(String(people.length)), 'not every good row was accepted')
  },

  async 'build a segment with live count'(page) {
    await newSegment(page, URL_, `Walk ${mark}`)
    const before = await page.getByTestId('live-count').innerText()
    await addCondition(page, 'Field')
    await choose(page, 'Field', 'E-mail')
    await choose(page, 'Comparison', 'ends with')
    await page.locator('input[aria-label="Value"]').fill(`@${domain}`)
    await page.keyboard.press('Enter')
    await page.waitForFunction((n) => document.querySelector('[data-testid=live-count]')?.textContent?.trim() === n, String(people.length), { timeout: 20_000 })
    check(before !== String(people.length), 'the count did not move')
    await page.screenshot({ path: `${SHOTS}walk-segment.png` })
    await page.getByRole('button', { name: 'Rehearse', exact: true }).click()
    await page.getByTestId('rehearsal-now').waitFor({ timeout: 60_000 })
    check((await page.getByTestId('rehearsal-now').innerText()) === String(people.length), 'the rehearsal counts others than the live count')
    await page.getByRole('link', { name: people[0].join(' ') }).first().waitFor()
    await page.screenshot({ path: `${SHOTS}walk-rehearsal.png`, fullPage: true })
    await publish(page, 'Everybody from the fair')
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.getByRole('region', { name: 'Size over time and overlap' }).getByRole('img').waitFor({ timeout: 60_000 })
    await page.screenshot({ path: `${SHOTS}walk-over-time.png`, fullPage: true })
  },

  async 'build a segment of a figure, the calendar and the account, with the keyboard'(page) {
    await newSegment(page, URL_, `Figures ${mark}`)
    const everybody = await countOf(page)
    const add = async (kind) => {
      await page.getByRole('button', { name: 'Add condition' }).last().focus()
      await page.keyboard.press('Enter')
      await page.getByRole('menuitem', { name: kind, exact: true }).focus()
      await page.keyboard.press('Enter')
      const leaf = page.getByRole('group', { name: kind, exact: true })
      await leaf.and(page.locator(':focus')).waitFor()
      return leaf
    }
    const figure = await add('Figure over behaviour')
    await choose(page, 'Figure', 'on how many days', figure)
    await choose(page, 'Activity', 'Visited the website', figure)
    await page.keyboard.press('Tab')
    await choose(page, 'When', 'in this calendar', figure)
    await choose(page, 'Stretch of the calendar', 'year', figure)
    await figure.getByRole('textbox', { name: 'Value', exact: true }).fill('2')
    const active = await countOf(page)
    check(active > 0 && active < everybody, `${active} of ${everybody} contacts came on two days this year`)
    const account = await add('Contacts of the account')
    await account.getByRole('textbox', { name: 'Times', exact: true }).first().fill('2')
    await choose(page, 'Activity', 'Visited the website', account)
    await page.keyboard.press('Tab')
    await choose(page, 'When', 'in this calendar', account)
    await choose(page, 'Stretch of the calendar', 'year', account)
    const both = await countOf(page)
    check(both > 0 && both < active, `${both} of them have a colleague who came`)
    const first = () => page.locator('[data-depth="0"]').first().getByRole('group').first()
    check((await first().getAttribute('aria-label')) === 'Figure over behaviour', 'the figure is not the first condition')
    await account.focus()
    await page.keyboard.press('Alt+ArrowUp')
    await account.and(page.locator(':focus')).waitFor()
    check((await first().getAttribute('aria-label')) === 'Contacts of the account', 'the condition did not move')
    check((await countOf(page)) === both, 'the order of the conditions changes the count')
    await page.screenshot({ path: `${SHOTS}walk-figures.png`, fullPage: true })
    await publish(page, 'Busy accounts')
    await page.getByRole('link', { name: new RegExp(`^${both.toLocaleString('en-GB')} members now`) }).waitFor()
  },

  async 'publish a scoring change'(page) {
    await page.goto(`${URL_}/scoring`)
    await settle(page)
    const badge = page.getByText(/^Published · v\d+/).first()
    const version = Number((await badge.innerText()).match(/v(\d+)/)[1])
    const points = page.locator('tr[data-rule] input').first()
    await points.fill(String(Number(await points.inputValue()) + 1))
    await points.blur()
    await publish(page, 'A point more')
    await page.getByText(`Published · v${version + 1}`).first().waitFor()
  },

  async 'write an email and publish it'(page) {
    await page.goto(`${URL_}/emails`)
    await page.getByRole('button', { name: 'New email' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill(`Letter ${mark}`)
    await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
    await page.waitForURL(/\/emails\/letter/)
    await page.getByRole('tab', { name: 'Preview', exact: true }).click()
    await page.frameLocator('iframe').getByText('Hello there').waitFor({ timeout: 20_000 })
    await page.screenshot({ path: `${SHOTS}walk-email.png` })
    await publish(page, 'First letter')
  },

  async 'publish a trigger program with every kind of step'(page) {
    await page.goto(`${URL_}/programs`)
    await page.getByRole('button', { name: 'New program' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill(`Trigger ${mark}`)
    await page.getByRole('dialog').getByRole('radio', { name: /^Trigger/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
    await page.waitForURL(/\/programs\/trigger/)
    const step = (n) => page.getByRole('group', { name: new RegExp(`^${n}: `) })
    for (const kind of ['Wait', 'Send an email', 'Alert a user', 'Create a task for the owner', 'Change a field', 'Add to a list']) {
      await page.getByRole('button', { name: 'Add step' }).click()
      await page.getByRole('menuitem', { name: kind }).click()
    }
    await choose(page, 'This email', `Letter ${mark}`)
    await step(3).getByRole('textbox').last().fill('Have a look')
    await step(4).getByRole('textbox').last().fill('Call them')
    await step(5).getByRole('textbox', { name: 'Value' }).fill('Procurement')
    await step(6).getByRole('textbox').or(step(6).getByRole('combobox')).first().click()
    await page.getByRole('option').first().click()
    await publish(page, 'Every kind of step')
    await page.getByText('Published · v1').first().waitFor()
  },

  async 'send a batch'(page) {
    await page.goto(`${URL_}/programs`)
    await page.getByRole('button', { name: 'New program' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill(`Batch ${mark}`)
    await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
    await page.waitForURL(/\/programs\/batch/)
    await choose(page, 'To this segment', `Walk ${mark}`)
    await choose(page, 'This email', `Letter ${mark}`)
    await publish(page, 'Ready')
    await page.getByRole('tab', { name: 'Audience & sending' }).click()
    await page.getByRole('button', { name: 'Send…' }).click()
    await page.getByRole('button', { name: 'Send now' }).click()
    await page.locator('[data-run][data-state=finished]').waitFor({ timeout: 90_000 })
    await settle(page)
    await page.screenshot({ path: `${SHOTS}walk-run.png` })
    const sent = await page.locator('[data-run]').first().innerText()
    check(new RegExp(`Sent\\s+${people.length}`).test(sent), `the run says: ${sent}`)
  },

  async 'open the captured mail and click'(page, { context }) {
    // The mail names the instance's public address; the test's server stands elsewhere.
    await context.route(/\/t\/[oc]\//, (route) => {
      const to = new URL(route.request().url())
      // A browser without a window says so, and is taken for software.
      return route.continue({ url: URL_ + to.pathname + to.search, headers: { ...route.request().headers(), 'user-agent': READER } })
    })
    await context.route('https://example.com/**', (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Read on</h1>' }))
    await page.goto(`${URL_}/outbox`)
    await page.getByRole('button', { name: new RegExp(`ada@${domain}`) }).first().click()
    const link = page.frameLocator('iframe').getByRole('link', { name: 'Read more' })
    await link.waitFor({ timeout: 20_000 })
    await page.screenshot({ path: `${SHOTS}walk-mail.png` })
    // What clicks within five seconds of the delivery is taken for software.
    await page.waitForTimeout(6_000)
    const [opened] = await Promise.all([context.waitForEvent('page'), link.click()])
    await opened.waitForURL(/example\.com/, { timeout: 20_000 })
    await opened.close()
  },

  async 'see the click on the timeline'(page) {
    await page.goto(`${URL_}/contacts?q=${encodeURIComponent(`ada@${domain}`)}`)
    await page.getByRole('link', { name: 'Ada Lind' }).first().click()
    // Who clicked is known after a minute.
    for (let i = 0; i < 50 && !(await page.locator('[data-kind=email_clicked]').count()); i++) {
      await page.waitForTimeout(2_000)
      await page.reload()
      await settle(page)
    }
    check(await page.locator('[data-kind=email_clicked]').count(), 'the click is not on the timeline')
    await page.screenshot({ path: `${SHOTS}walk-timeline.png` })
    // Her mail, with what became of it and by which way it went.
    await page.getByRole('tab', { name: 'Mail', exact: true }).click()
    const mail = page.getByRole('row').filter({ hasText: 'Built-in outbox' }).filter({ hasText: 'Sent' }).first()
    await mail.waitFor({ timeout: 10_000 })
  },

  async 'and in the KPI'(page) {
    await page.goto(`${URL_}/?kpi=open_rate`)
    await page.getByRole('dialog').getByText('Rows behind it').waitFor()
    const row = page.getByRole('dialog').getByRole('row').filter({ hasText: 'Ada Lind' }).first()
    await row.waitFor({ timeout: 20_000 })
    const heads = await page.getByRole('dialog').getByRole('table').last().getByRole('columnheader').allInnerTexts()
    const clicked = (await row.getByRole('cell').nth(heads.indexOf('Clicked')).innerText()).trim()
    check(!['', '–', 'no', 'No'].includes(clicked), `the KPI's row says of the click: "${clicked}"`)
  },

  async 'accept an AQL as sales'(page) {
    await page.goto(URL_)
    await page.getByRole('button', { name: /^Your account/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.waitForURL(/sign-in/)
    await signIn(page, SALES, PASSWORD)
    await page.goto(`${URL_}/worklist`)
    const card = page.locator('[data-lead]').first()
    await card.waitFor({ timeout: 20_000 })
    const id = await card.getAttribute('data-lead')
    await card.getByRole('button', { name: 'Accept' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Accept' }).click()
    await page.locator(`[data-lead="${id}"]`).waitFor({ state: 'detached', timeout: 20_000 })
    await page.screenshot({ path: `${SHOTS}walk-worklist.png` })
  },
}

const browser = await launch()
mkdirSync(SHOTS, { recursive: true })
const { page, context, wrong } = await newPage(browser)
page.setDefaultTimeout(20_000)
let now = 'sign in'
try {
  await signIn(page)
  for (const [name, step] of Object.entries(steps)) {
    now = name
    const since = performance.now()
    await step(page, { context })
    check(wrong.length === 0, wrong.join('\n'))
    console.log(`walk: ${name} (${((performance.now() - since) / 1000).toFixed(1)} s)`)
  }
} catch (error) {
  await page.screenshot({ path: `${SHOTS}walk-failed.png`, fullPage: true }).catch(() => {})
  console.error(`walk failed at "${now}": ${error.message}\n${wrong.join('\n')}`)
  process.exitCode = 1
} finally {
  await browser.close()
}
