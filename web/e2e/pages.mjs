// Every page: a screenshot, no error, no serious accessibility finding; Home full of figures.
import AxeBuilder from '@axe-core/playwright'
import { mkdirSync } from 'node:fs'
import { check, launch, newPage, settle, SHOTS, signIn, URL_ } from './browser.mjs'
import { DETAILS, PAGES } from './places.mjs'

async function shoot(page, name, wrong, axe = true) {
  await settle(page, 500)
  const size = page.viewportSize()
  const tall = await page.evaluate(() => Math.min(4_000, document.documentElement.scrollHeight))
  await page.setViewportSize({ width: size.width, height: Math.max(size.height, tall) })
  await page.waitForTimeout(120)
  await page.screenshot({ path: `${SHOTS}${name}.png` })
  await page.setViewportSize(size)
  check(await page.locator('h1').first().isVisible(), `${name}: no heading`)
  if (axe) {
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).exclude('iframe').exclude('[translate=no]').analyze()
    for (const v of violations.filter((v) => ['serious', 'critical'].includes(v.impact))) {
      wrong.push(`axe ${name}: ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')} ${v.nodes[0].any[0]?.message ?? v.help}`)
    }
  }
}

async function home(page, wrong) {
  const cards = page.locator('[data-kpi]')
  if ((await cards.count()) !== 12) wrong.push(`home: ${await cards.count()} KPIs instead of 12`)
  for (const card of await cards.all()) {
    const key = await card.getAttribute('data-kpi')
    const value = (await card.locator('[data-value]').innerText()).trim()
    if (!/\d/.test(value)) wrong.push(`home: ${key} says "${value}"`)
    if (await card.locator('svg[data-empty]').count()) wrong.push(`home: ${key} has an empty chart`)
  }
  // Each goal asks for more than there was before the product.
  const day = (ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
  const report = await (await page.request.get(`${URL_}/api/v1/kpis?from=${day(29)}&to=${day(0)}`)).json()
  for (const kpi of report.groups.flatMap((g) => g.kpis).filter((k) => k.goal !== null && k.baseline !== null)) {
    const better = kpi.lower_is_better ? kpi.goal < kpi.baseline : kpi.goal > kpi.baseline
    if (!better) wrong.push(`home: ${kpi.key} has the goal ${kpi.goal} and a baseline of ${kpi.baseline}`)
  }
}

const browser = await launch()
mkdirSync(SHOTS, { recursive: true })
const failures = []
try {
  const { page, wrong, context } = await newPage(browser)
  await page.goto(`${URL_}/sign-in`)
  await shoot(page, 'sign-in', wrong)
  await signIn(page)
  for (const [name, path] of PAGES) {
    await page.goto(URL_ + path)
    await shoot(page, name, wrong)
    if (name === 'home') await home(page, wrong)
  }
  for (const [name, path, link] of DETAILS) {
    await page.goto(URL_ + path)
    await settle(page)
    await page.locator(link).first().click()
    await shoot(page, name, wrong)
    if (name === 'segment') {
      await page.getByRole('button', { name: 'Show', exact: true }).click()
      await page.locator('section[aria-busy=false] [role=img]').first().waitFor({ timeout: 60_000 })
      await shoot(page, 'segment-over-time', wrong)
    }
    for (const tab of await page.locator('[role=tab]').all()) {
      if (!['contact', 'account', 'program'].includes(name) || (await tab.getAttribute('aria-selected')) === 'true') continue
      await tab.click()
      await shoot(page, `${name}-${(await tab.innerText()).toLowerCase().replace(/[^a-z]+/g, '-').replace(/-+$/, '')}`, wrong, false)
    }
  }
  await page.goto(URL_)
  await settle(page)
  await page.locator('[data-kpi]').first().click()
  await page.waitForSelector('[role=dialog]')
  await shoot(page, 'home-kpi', wrong)
  failures.push(...wrong.splice(0))
  for (const [name, options] of [
    ['dark', { colorScheme: 'dark' }], ['phone', { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }],
    ['es', { locale: 'es-ES' }], ['no', { locale: 'nb-NO' }],
  ]) {
    const state = await context.storageState()
    const other = await newPage(browser, { ...options, storageState: { ...state, origins: [] } })
    for (const [key, path] of [['home', '/'], ['contacts', '/contacts'], ['worklist', '/worklist'], ['segments', '/segments'], ['segment', '/segments/engaged']]) {
      await other.page.goto(URL_ + path)
      await shoot(other.page, `${name}-${key}`, other.wrong, false)
      if (name === 'phone') check(await other.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), `phone ${key} is wider than the screen`)
    }
    failures.push(...other.wrong.map((w) => `${name}: ${w}`))
    await other.context.close()
  }
} finally {
  await browser.close()
}
if (failures.length) {
  console.error(failures.join('\n'))
  process.exit(1)
}
console.log(`pages: ${PAGES.length + DETAILS.length} in order`)
