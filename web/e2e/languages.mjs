// Spanish and Norwegian: no page shows a text of the product in English, whatever language the browser itself asks for.
import { readFileSync, readdirSync } from 'node:fs'
import { check, EMAIL, launch, newPage, PASSWORD, settle, signIn, URL_ } from './browser.mjs'
import { DETAILS, PAGES } from './places.mjs'

const i18n = (name) => JSON.parse(readFileSync(new URL(`../src/i18n/${name}`, import.meta.url)))
const english = i18n('en.json')
const said = Object.assign({}, ...readdirSync(new URL('../src/i18n/said/', import.meta.url)).map((name) => i18n(`said/${name}`)))

const CHOSEN = { es: ['Ha ', /La dirección o la contraseña/, /¿Cómo están escritas las fechas/], no: ['Har ', /Adressen eller passordet/, /Hvordan er datoene/] }
/** Words that sentences of filters are made of. */
const SENTENCE = /\b(at least|at most|in the last \d|has never|is known|is unknown|is not in the|contains “|and then, within)\b/

/** What the texts of the language must not be: the English ones that it says otherwise, in whole or as a form. */
function giveaways(lang) {
  const own = i18n(`${lang}.json`)
  const kept = new Set(Object.values(own))
  const texts = new Set(Object.keys(english).map((key) => english[key]).filter((text) => text.length > 3 && !text.includes('{{') && !kept.has(text)))
  const place = lang === 'es' ? 0 : 1
  const forms = Object.keys(said).filter((text) => text.replace(/\$\d/g, '').length > 12 && said[text][place] !== text)
    .map((text) => new RegExp(`^${text.split(/\$\d/).map((piece) => piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('(.*?)')}$`))
  return (line) => texts.has(line) || SENTENCE.test(line) || forms.some((form) => form.test(line))
}

/** What the instance has named itself: labels, descriptions, mails, costs, tables. It stays as it was written. */
async function named(page) {
  const all = new Set()
  const add = (value) => {
    if (typeof value === 'string') value.split(/\n/).forEach((line) => all.add(line.trim()))
    else if (value && typeof value === 'object') Object.values(value).forEach(add)
  }
  for (const kind of ['field', 'segment', 'list', 'scoring', 'qualification', 'lifecycle', 'assignment', 'asset', 'email', 'program', 'goal', 'settings']) {
    const { items } = await (await page.request.get(`${URL_}/api/v1/definitions/${kind}`)).json()
    items.forEach((item) => add({ label: item.label, body: item.body }))
  }
  add((await (await page.request.get(`${URL_}/api/v1/costs`)).json()).items?.map((cost) => cost.label))
  add((await (await page.request.get(`${URL_}/api/v1/query/tables`)).json()).tables?.map((table) => table.name))
  return all
}

const browser = await launch()
const failures = []

async function speaks(lang) {
  const [begins, refused, asked] = CHOSEN[lang]
  const { page, context } = await newPage(browser)
  await context.addInitScript((to) => localStorage.setItem('siembra.language', to), lang)
  await page.goto(`${URL_}/sign-in`)
  await page.locator('input[type=email]').fill(EMAIL)
  await page.locator('input[type=password]').fill(`not-${PASSWORD}`)
  await page.locator('button[type=submit]').click()
  await page.getByText(refused).waitFor({ timeout: 10_000 })
  await signIn(page)
  const own = await named(page)
  const isEnglish = giveaways(lang)
  const look = async (name) => {
    await settle(page)
    // What somebody has written, as the blocks of a mail, is in the language in which it was written.
    await page.addStyleTag({ content: '[translate=no] { display: none !important }' })
    const lines = (await page.locator('body').innerText()).split(/[\n\t]| · /).map((line) => line.trim()).filter((line) => line && !own.has(line))
    failures.push(...[...new Set(lines.filter(isEnglish))].map((line) => `${lang} ${name}: ${line.slice(0, 160)}`))
  }
  for (const [name, path] of PAGES) {
    await page.goto(URL_ + path)
    await look(name)
  }
  for (const [name, path, link] of DETAILS) {
    if (name === 'definition') continue
    await page.goto(URL_ + path)
    await settle(page)
    await page.locator(link).first().click()
    await look(name)
    // Tabs within tabs come and go.
    const tabs = page.locator('[role=tab]')
    for (let n = 0; n < (await tabs.count()); n++) {
      await tabs.nth(n).click()
      await look(`${name}, tab ${n + 1}`)
    }
  }
  for (const key of ['emails_sent', 'open_rate', 'site_traffic', 'cost_per_customer', 'aqls', 'revenue']) {
    await page.goto(`${URL_}/?kpi=${key}`)
    await page.waitForSelector('[role=dialog]')
    await look(`KPI ${key}`)
  }
  await page.goto(`${URL_}/segments`)
  await settle(page)
  check((await page.locator('main').innerText()).split('\n').some((line) => line.startsWith(begins)), `${lang}: no sentence begins with "${begins}"`)
  await page.goto(`${URL_}/import`)
  await page.locator('input[type=file]').setInputFiles({ name: 'fechas.csv', mimeType: 'text/csv', buffer: Buffer.from('email,created_at\nana@dates.example,03/04/2024\nbo@dates.example,05/06/2024\n') })
  await page.waitForURL(/\/import\/./)
  await look('import')
  check(await page.getByText(asked).first().isVisible(), `${lang}: the question of the dates is not asked`)
  await context.close()
}

try {
  for (const lang of Object.keys(CHOSEN)) await speaks(lang)
} finally {
  await browser.close()
}
if (failures.length) {
  console.error(failures.join('\n'))
  process.exit(1)
}
console.log(`languages: ${Object.keys(CHOSEN).join(', ')} in order`)
