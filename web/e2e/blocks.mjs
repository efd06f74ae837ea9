// An email made of blocks: from a blank page with the mouse, changed by keyboard, in the source and back, saved, opened again, seen as a contact.
import { mkdirSync } from 'node:fs'
import { check, launch, newPage, settle, SHOTS, signIn, URL_ } from './browser.mjs'
import { focused, item, look, names, otherLooks, property, putSource, shippedTemplates, sourceOf, tab, tool, walkTo } from './desk.mjs'
import { choose } from './hands.mjs'

const mark = Date.now().toString(36)
const steps = {
  async 'begin with a blank page'(page) {
    await page.goto(`${URL_}/emails`)
    await page.getByRole('button', { name: 'New email' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill(`Blocks ${mark}`)
    await choose(page, 'Begin with', 'A blank page', dialog)
    await dialog.getByRole('button', { name: 'Create' }).click()
    await page.waitForURL(/\/emails\/blocks/)
    await page.getByRole('button', { name: 'Begin with a text' }).waitFor()
    await choose(page, 'As another email', 'Welcome')
    await page.getByRole('button', { name: 'Begin with it' }).click()
    await item(page, /^Button/).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'Begin with a text' }).waitFor()
  },

  async 'drag blocks to their place'(page, { wrong }) {
    const footer = item(page, /^Columns/)
    await tool(page, 'Text').dragTo(footer, { targetPosition: { x: 200, y: 3 } })
    await item(page, 'Text: Write here.').waitFor()
    await tool(page, 'Button').dragTo(item(page, 'Text: Write here.'), { targetPosition: { x: 100, y: 30 } })
    await item(page, /^Button/).waitFor()
    check((await names(page)).join() === 'Columns,Text: Write here.,Button: Read more,Columns,Text: Unsubscribe Your company, Your postal address', `the tree reads ${await names(page)}`)
    await tool(page, 'Columns').dragTo(item(page, /^Columns/).last(), { targetPosition: { x: 200, y: 3 } })
    check((await item(page, /^Column$/).count()) === 2, 'a row of two columns is missing')
    await tool(page, 'Picture').dragTo(item(page, /^Column$/).first(), { targetPosition: { x: 60, y: 20 } })
    await item(page, /^Picture/).waitFor()
    await item(page, /^Button/).dragTo(item(page, /^Column$/).last(), { targetPosition: { x: 60, y: 20 } })
    check((await names(page)).join().endsWith('Column,Picture,Column,Button: Read more,Columns,Text: Unsubscribe Your company, Your postal address'), `dragged, the tree reads ${await names(page)}`)
    await look(page, 'mouse', wrong)
  },

  async 'say what the picture shows, or be warned'(page) {
    await item(page, /^Picture/).click()
    await page.getByText('Say what it shows: many read mail without pictures.').waitFor()
    await property(page, 'Alternative text').fill('A harvest')
    await property(page, 'Address of the picture').fill(`${URL_}/siembra.svg`)
    await property(page, 'Link').fill('https://example.com/harvest')
    await item(page, 'Picture: A harvest').waitFor()
  },

  async 'write with formats and a variable'(page, { wrong }) {
    await item(page, 'Text: Write here.').click()
    await item(page, 'Text: Write here.').press('Enter')
    const writing = page.getByRole('textbox', { name: 'Text', exact: true })
    await writing.press('Control+a')
    await page.keyboard.type('Dear ')
    await page.getByRole('toolbar', { name: 'Formats of the text' }).getByRole('button', { name: 'Variable', exact: true }).click()
    await choose(page, 'Variable', 'First name', page.getByRole('dialog'))
    await page.getByLabel('Where it is unknown, say').fill('friend')
    await page.getByRole('button', { name: 'Insert' }).click()
    await page.keyboard.type(', ')
    await page.keyboard.press('Control+b')
    await page.keyboard.type('good news')
    await page.keyboard.press('Control+b')
    await page.keyboard.press('Enter')
    await page.keyboard.type('almonds')
    await page.getByRole('button', { name: 'List', exact: true }).click()
    await page.keyboard.press('Enter')
    await page.keyboard.type('olives')
    for (let i = 0; i < 6; i++) await page.keyboard.press('Shift+ArrowLeft')
    await page.getByRole('button', { name: 'Link', exact: true }).click()
    await page.locator('.mantine-Popover-dropdown').getByLabel('Link', { exact: true }).fill('https://example.com/olives?a=1&b=2')
    await page.keyboard.press('Enter')
    await look(page, 'writing', wrong)
    await writing.press('Escape')
    check((await focused(page)) === 'Text: Dear First name, good news almonds olives', `the focus is on ${await focused(page)}`)
    const source = await sourceOf(page)
    check(source.includes('Dear {{ contact.first_name | default("friend") }}, <b>good news</b>'), `the source says ${source}`)
    check(/<ul><li>almonds<\/li><li><a href="https:\/\/example\.com\/olives\?a=1&amp;b=2">olives<\/a><\/li><\/ul>/.test(source), `list and link: ${source.split('\n').find((line) => line.includes('Dear'))}`)
    check(source.includes('unsubscribe_url') && source.includes('alt="A harvest"'), 'the source lacks the footer or the picture')
    await tab(page, 'Blocks')
  },

  async 'rearrange and take back by keyboard alone'(page) {
    await page.getByRole('tree').waitFor()
    const before = await names(page)
    const at = async () => page.evaluate(() => document.activeElement?.dataset?.block)
    await page.getByRole('tree').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowDown')
    check((await focused(page)).startsWith('Text: Dear'), `the arrows lead to ${await focused(page)}`)
    const id = await at()
    await page.keyboard.press('Alt+ArrowDown')
    await page.keyboard.press('Alt+ArrowDown')
    check((await at()) === id, 'the focus did not move with the block')
    check((await page.getByRole('status').filter({ hasText: 'moved' }).count()) === 1, 'the move was not announced')
    check((await names(page)).join() !== before.join(), 'the block did not move')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    check((await names(page)).join() === before.join(), `undone it reads ${await names(page)}`)
    await page.keyboard.press('Control+Shift+z')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('End')
    const last = await focused(page)
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Control+d')
    check((await names(page)).length === before.length + 1, 'it was not doubled')
    await page.keyboard.press('Delete')
    check((await names(page)).join() === before.join() && last, 'Delete took away something else')
  },

  async 'add by keyboard: a condition and a repeat'(page, { wrong }) {
    await item(page, /^Text: Dear/).focus()
    await page.getByRole('button', { name: 'Show only if…' }).press('Enter')
    await item(page, /^Condition/).waitFor()
    await choose(page, 'Variable', 'Country', page.getByRole('group', { name: 'Shown when' }))
    await choose(page, 'Comparison', 'is known', page.getByRole('group', { name: 'Shown when' }))
    await item(page, /^Condition/).focus()
    await tool(page, 'Text').press('Enter')
    await page.getByRole('treeitem', { name: 'Text: Write here.' }).waitFor()
    check((await focused(page)) === 'Text: Write here.', `after adding, the focus is on ${await focused(page)}`)
    await tool(page, 'Repeat').press('Enter')
    await item(page, /^Repeat/).waitFor()
    await tool(page, 'Product').press('Enter')
    await item(page, /^Product/).waitFor()
    await property(page, 'Name').fill('Almonds & more')
    await look(page, 'keyboard', wrong)
    const source = await sourceOf(page)
    check(/\{% if contact\.country is not empty %\}[^]*Dear[^]*\{% endif %\}/.test(source), `the condition is missing in ${source}`)
    check(/\{% for item in \["1", "2", "3"\] %\}[^]*\{\{ item \}\}[^]*\{% endfor %\}/.test(source) && source.includes('Almonds &amp; more'), 'the repeat or the product is missing')
    await tab(page, 'Blocks')
  },

  async 'the source is kept to the letter, and says where it is wrong'(page) {
    const source = await sourceOf(page)
    const odd = source.replace('</mj-head>', '  <!-- kept   as it is --><mj-breakpoint  width = \'480px\'/>\n  </mj-head>')
    const put = (text) => putSource(page, text)
    await put(odd)
    await tab(page, 'Blocks')
    await page.getByRole('tree').waitFor()
    check((await sourceOf(page)) === odd, 'the source changed by looking at its blocks')
    await put(odd.replace('</mj-head>', '</mj-hand>'))
    await tab(page, 'Blocks')
    await page.getByText(/cannot be shown as blocks: line \d+, column \d+/).waitFor()
    await page.getByText('</mj-hand> closes <mj-head>.').waitFor()
    await page.getByRole('button', { name: 'Go to the source' }).click()
    await put(odd)
    await tab(page, 'Blocks')
    await page.getByRole('tree').waitFor()
  },

  async 'give it a brand'(page, { wrong }) {
    check((await sourceOf(page)).includes('<mj-include path="brand:company" />'), 'a new email does not wear the company’s brand')
    await tab(page, 'Blocks')
    await page.getByRole('button', { name: 'Brand', exact: true }).first().click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('This email’s own', { exact: true }).click()
    await drawer.getByLabel('Buttons', { exact: true }).fill('#8f600b')
    await drawer.getByLabel('Links', { exact: true }).fill('#93391e')
    await look(page, 'brand', wrong)
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    const source = await sourceOf(page)
    check(!source.includes('brand:company') && source.includes('background-color="#8f600b"') && source.includes('a { color: #93391e; }'), 'the brand is not in the head')
  },

  async 'show a snippet, and say it in a second language'(page, { wrong }) {
    await tab(page, 'Blocks')
    await item(page, /^Columns/).last().click()
    await tool(page, 'Snippet').click()
    await choose(page, 'Snippet', 'Questions? Just reply', page.getByRole('region', { name: 'Properties' }))
    await item(page, 'Snippet: Questions? Just reply').waitFor()
    await look(page, 'snippet', wrong)
    check((await sourceOf(page)).includes('<mj-include path="snippet:questions" />'), 'the snippet is not in the source')
    await page.getByRole('button', { name: 'Add a language' }).click()
    await choose(page, 'Language', 'Spanish', page.getByRole('dialog'))
    await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByLabel('Subject').fill('Una cosecha')
    await tab(page, 'Preview')
    await page.getByText('Una cosecha').waitFor()
    await page.frameLocator('iframe').getByText('a person at').waitFor({ timeout: 20_000 })
    await look(page, 'languages', wrong)
    await page.getByText('Own text', { exact: true }).first().click()
    check((await page.getByLabel('Subject').inputValue()).startsWith('Blocks'), 'the other language changed the own text')
    await tab(page, 'Blocks')
  },

  async 'save, open again, see it as a contact'(page, { wrong, kept }) {
    const source = await sourceOf(page)
    await page.getByRole('button', { name: 'Save draft' }).click()
    await page.getByText('Unsaved changes').waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('tree').waitFor()
    check((await sourceOf(page)) === source, 'what was saved is not what was written')
    await tab(page, 'Preview')
    const contact = page.getByRole('combobox', { name: 'Preview as' }).or(page.getByRole('textbox', { name: 'Preview as' })).first()
    await contact.click()
    await page.getByRole('option').first().click()
    const frame = page.frameLocator('iframe')
    await frame.getByText('good news').waitFor({ timeout: 20_000 })
    await frame.getByText('Almonds & more').waitFor()
    check((await frame.locator('body').innerText()).match(/\n1\s+2\s+3\s/) || (await frame.getByText('3', { exact: true }).count()), 'the repeat did not run')
    for (const [name, press] of [['preview', null], ['phone', 'Phone'], ['dark', 'Dark'], ['no-pictures', 'No pictures']]) {
      if (press) await page.getByText(press, { exact: true }).click()
      await settle(page)
      await look(page, name, wrong)
    }
    await frame.getByText('A harvest').waitFor()
    kept.path = new URL(page.url()).pathname
  },

  async 'a whole mail by keyboard alone'(page) {
    const name = `Keys ${mark}`
    const to = (label, key) => walkTo(page, label, key)
    await page.goto(`${URL_}/emails`)
    await settle(page)
    await to('New email')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT')
    await page.keyboard.type(name)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('blank')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await to('Create')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/emails\/keys/)
    await page.getByRole('button', { name: 'Begin with a text' }).waitFor()
    await to('Text')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Text: Write here.')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('Written without a mouse')
    await page.keyboard.press('Escape')
    await to('Button', 'Shift+Tab')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Button: Read more')
    await page.keyboard.press('Alt+ArrowUp')
    check((await names(page)).join().startsWith('Columns,Button: Read more,Text: Written without a mouse'), `by keyboard the tree reads ${await names(page)}`)
    await page.keyboard.press('Control+s')
    await page.getByText('Unsaved changes').waitFor({ state: 'detached' })
    check((await sourceOf(page)).includes('<mj-text>Written without a mouse</mj-text>'), 'the keyboard wrote something else')
  },

  'shipped templates open as blocks, and stay to the letter': shippedTemplates,
}

const browser = await launch()
mkdirSync(SHOTS, { recursive: true })
const { page, context, wrong } = await newPage(browser)
page.setDefaultTimeout(20_000)
const kept = {}
let now = 'sign in'
try {
  await signIn(page)
  for (const [name, step] of Object.entries(steps)) {
    now = name
    const since = performance.now()
    await step(page, { wrong, kept })
    check(wrong.length === 0, wrong.join('\n'))
    console.log(`blocks: ${name} (${((performance.now() - since) / 1000).toFixed(1)} s)`)
  }
  now = 'other looks'
  await otherLooks(browser, context, kept.path, wrong)
  check(wrong.length === 0, wrong.join('\n'))
  console.log('blocks: in order')
} catch (error) {
  await page.screenshot({ path: `${SHOTS}blocks-failed.png`, fullPage: true }).catch(() => {})
  console.error(`blocks failed at "${now}": ${error.message}\n${wrong.join('\n')}`)
  process.exitCode = 1
} finally {
  await browser.close()
}
