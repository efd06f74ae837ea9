// What the test of the email editor does again and again: finding blocks and tools, reading the source, looking.
import AxeBuilder from '@axe-core/playwright'
import { check, newPage, settle, SHOTS, URL_ } from './browser.mjs'

export const item = (page, name) => page.getByRole('treeitem', { name })
export const names = (page) => page.getByRole('treeitem').evaluateAll((all) => all.map((e) => e.getAttribute('aria-label')))
export const tab = (page, name) => page.getByRole('tab', { name, exact: true }).click()
export const tool = (page, name) => page.getByRole('group', { name: 'Add a block' }).getByRole('button', { name, exact: true })
export const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
export const property = (page, name) => page.getByRole('region', { name: 'Properties' }).getByLabel(name, { exact: true })

export async function sourceOf(page) {
  await tab(page, 'Source')
  await page.locator('.cm-content').first().waitFor()
  const saved = await page.evaluate(() => document.querySelector('.cm-content').cmTile?.view?.state.doc.toString() ?? document.querySelector('.cm-content').cmView?.view?.state.doc.toString())
  return saved ?? (await page.locator('.cm-content').first().innerText())
}

/** Writes the source anew. */
export async function putSource(page, text) {
  await page.locator('.cm-content').first().click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(text)
}

/** Some of the shipped templates: each opens as blocks, and its source stays what it was. */
export async function shippedTemplates(page) {
  const { items } = await (await page.request.get(`${URL_}/api/v1/definitions/email`)).json()
  for (const { key, body } of items.filter((e, i) => e.state === 'published' && i % 6 === 0)) {
    await page.goto(`${URL_}/emails/${key}`)
    await page.getByRole('treeitem').first().waitFor()
    check((await sourceOf(page)) === body.mjml, `${key} changed by being opened`)
  }
}

/** Looks at the page as it is, and for what would keep anybody from using it. */
export async function look(page, name, wrong, within = 'body') {
  await page.screenshot({ path: `${SHOTS}blocks-${name}.png`, fullPage: true })
  const { violations } = await new AxeBuilder({ page }).include(within).withTags(['wcag2a', 'wcag2aa']).exclude('iframe').exclude('.cm-editor').analyze()
  for (const v of violations.filter((v) => ['serious', 'critical'].includes(v.impact))) {
    wrong.push(`axe ${name}: ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')} ${v.nodes[0].any[0]?.message ?? v.help}`)
  }
}

/** Presses a key until something has the focus. */
export async function walkTo(page, label, key = 'Tab') {
  for (let i = 0; i < 90; i++) {
    if ((await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim())) === label) return
    await page.keyboard.press(key)
  }
  throw new Error(`${key} does not lead to ${label}`)
}

/** Dark, in Spanish, and as wide as a laptop: nothing overflows. */
export async function otherLooks(browser, context, path, failures) {
  for (const [name, options] of [['dark-theme', { colorScheme: 'dark' }], ['es', { locale: 'es-ES' }], ['no', { locale: 'nb-NO' }]]) {
    const other = await newPage(browser, { ...options, storageState: { ...(await context.storageState()), origins: [] } })
    await other.page.goto(URL_ + path)
    await other.page.getByRole('treeitem').nth(1).click()
    await settle(other.page)
    await look(other.page, name, other.wrong, '[role=tabpanel]')
    check(await other.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), `${name}: wider than the screen`)
    failures.push(...other.wrong.map((w) => `${name}: ${w}`))
    await other.context.close()
  }
}
