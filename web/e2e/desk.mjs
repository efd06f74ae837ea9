// What the test of the email editor does again and again: finding blocks and tools, reading the source, looking.
import AxeBuilder from '@axe-core/playwright'
import { SHOTS } from './browser.mjs'

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

/** Looks at the page as it is, and for what would keep anybody from using it. */
export async function look(page, name, wrong, within = 'body') {
  await page.screenshot({ path: `${SHOTS}blocks-${name}.png`, fullPage: true })
  const { violations } = await new AxeBuilder({ page }).include(within).withTags(['wcag2a', 'wcag2aa']).exclude('iframe').exclude('.cm-editor').analyze()
  for (const v of violations.filter((v) => ['serious', 'critical'].includes(v.impact))) {
    wrong.push(`axe ${name}: ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')} ${v.nodes[0].any[0]?.message ?? v.help}`)
  }
}
