// What else becomes of a run: told beforehand how long it takes, put to another time, cancelled; asked for by one person and
// approved by another.
import { api, audience, define, until } from './api.mjs'
import { check, newPage, PASSWORD, settle, SHOTS, signIn, URL_ } from './browser.mjs'
import { publish } from './hands.mjs'
import { through } from './steps.mjs'

const MARKETER = process.env.SIEMBRA_MARKETER_EMAIL ?? 'marketer@procuralia.example'
const CONTACTS = 12
const mark = Date.now().toString(36)
const key = `runs-${mark}`
const label = `Runs ${mark}`
const MJML = `<mjml><mj-body><mj-section><mj-column><mj-text>The programme of our autumn days stands: three mornings in the halls, with everybody who grows, presses and ships. <a href="https://example.com/days">Read more</a></mj-text><mj-text>{{ company }}, {{ postal_address }} <a href="{{ unsubscribe_url }}">Unsubscribe</a></mj-text></mj-column></mj-section></mj-body></mjml>`

const runs = async (page) => (await api(page, 'GET', `/programs/${key}`)).runs
const settings = async (page) => (await api(page, 'GET', '/definitions/settings/main')).published.body
/** Ten o'clock so many days from now, as a field for a time takes it. */
const day = (n) => `${new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)}T10:00`

async function openSending(page) {
  await page.goto(`${URL_}/programs/${key}?tab=run`)
  await page.getByRole('button', { name: 'Send…' }).click()
  await page.locator('[data-preflight=ready]').waitFor({ timeout: 60_000 })
  return page.getByRole('dialog')
}

/** The same as a person with a phone sees it. */
async function small(page, name) {
  await page.setViewportSize({ width: 390, height: 844 })
  await settle(page)
  check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), `${name} is wider than a phone`)
  await page.screenshot({ path: `${SHOTS}runs-${name}-phone.png` })
  await page.setViewportSize({ width: 1280, height: 860 })
}

const steps = {
  async 'it is told how long sending takes, and the run is put to a day'(page) {
    const dialog = await openSending(page)
    const told = await dialog.locator('[data-takes]').innerText()
    check(/^Sending takes about \d+ s, /.test(told), `of ${CONTACTS} messages it says: ${told}`)
    check(await dialog.getByText(`About ${CONTACTS} contacts get it`).count(), 'it is not told how many get it')
    const at = dialog.getByLabel('At', { exact: true })
    const zone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
    check(await dialog.getByText(`In your time zone, ${zone}.`).count(), 'it does not say in which zone the time is')
    await at.fill(day(-1))
    await dialog.getByText('This time has passed: sending begins at once.').waitFor()
    check(await dialog.getByRole('button', { name: 'Send now' }).count(), 'what would go out at once is called scheduled')
    await at.fill(day(1))
    await settle(page)
    await page.screenshot({ path: `${SHOTS}runs-send.png` })
    await small(page, 'send')
    await dialog.getByRole('button', { name: /^Schedule for / }).click()
    await page.locator('[data-run][data-state=scheduled]').waitFor()
    const [run] = await runs(page)
    check(new Date(run.at).getTime() === new Date(day(1)).getTime(), `it begins at ${run.at} instead of ${day(1)}`)
    check((await page.locator('[data-run]').getByText(/Audience of/).count()) === 0, 'a run that has not begun tells of its audience')
  },

  async 'it is put to another time'(page) {
    await page.getByRole('button', { name: 'Put to another time…' }).click()
    const dialog = page.getByRole('dialog')
    check(await dialog.getByText(/^It begins at .*10:00 now\./).count(), 'it does not say when it begins now')
    const put = dialog.getByRole('button', { name: 'Put to this time' })
    check(await put.isDisabled(), 'it can be put to no time')
    await dialog.getByLabel(/^At/).fill(day(-1))
    await dialog.getByText('This time has passed: sending begins at once.').waitFor()
    check(await dialog.getByRole('button', { name: 'Send now' }).count(), 'what would go out at once is put to a time')
    await dialog.getByLabel(/^At/).fill(day(3))
    await settle(page)
    await page.screenshot({ path: `${SHOTS}runs-reschedule.png` })
    await small(page, 'reschedule')
    await put.click()
    await dialog.waitFor({ state: 'detached' })
    const shown = new Date(day(3)).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
    await page.locator('[data-run][data-state=scheduled]').getByText(shown).waitFor()
    const [run, ...others] = await runs(page)
    check(others.length === 0 && new Date(run.at).getTime() === new Date(day(3)).getTime(), `it begins at ${run.at} instead of ${day(3)}`)
  },

  async 'marketers need a second person from now on'(page) {
    await page.goto(`${URL_}/settings/instance`)
    await page.getByRole('combobox', { name: 'Before a batch is sent' }).focus()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('option', { name: 'Marketing', exact: true }).click()
    await page.keyboard.press('Escape')
    await settle(page)
    await publish(page, 'A second person')
  },

  async 'a marketer cannot put it to another time, and reads why'(page, kept) {
    const other = await newPage(kept.browser)
    kept.marketer = other
    other.page.setDefaultTimeout(20_000)
    await signIn(other.page, MARKETER, PASSWORD)
    await other.page.goto(`${URL_}/programs/${key}?tab=run`)
    await other.page.locator('[data-run][data-state=scheduled]').getByText('For another time, cancel this run and ask for approval anew.').waitFor()
    check((await other.page.getByRole('button', { name: 'Put to another time…' }).count()) === 0, 'what would be refused is offered')
    await page.goto(`${URL_}/programs/${key}?tab=run`)
  },

  async 'it is cancelled, and nobody has got anything'(page) {
    page.once('dialog', (dialog) => dialog.accept())
    await page.locator('[data-run]').getByRole('button', { name: 'Cancel' }).click()
    await page.locator('[data-run][data-state=cancelled]').waitFor()
    check((await page.getByRole('button', { name: 'Put to another time…' }).count()) === 0, 'a run that is cancelled can be put to another time')
    check((await api(page, 'GET', `/sends?program=${key}`)).total === 0, 'something was sent')
  },

  async 'a marketer asks, and cannot approve it'(page, kept) {
    const other = kept.marketer
    const dialog = await openSending(other.page)
    await dialog.getByText('Your role needs a second person.').waitFor()
    check((await dialog.getByRole('button', { name: 'Send now' }).count()) === 0, 'it can be sent without a second person')
    await dialog.getByRole('button', { name: 'Ask for approval' }).click()
    await other.page.getByText('asked for approval to send this').waitFor()
    await other.page.goto(`${URL_}/approvals`)
    const card = other.page.locator('[data-approval][data-state=waiting]').filter({ hasText: label })
    await card.getByText('You asked for this, so another person has to decide.').waitFor()
    check((await card.getByRole('button', { name: 'Approve and send' }).count()) === 0, 'somebody can approve their own')
    check((await runs(page)).length === 1, 'it runs before it is approved')
    check(other.wrong.length === 0, other.wrong.join('\n'))
  },

  async 'a second person sees what would go out, approves, and it is sent'(page, kept) {
    // Told by mail, too.
    await until(page, 'a mail asks for approval', async () => (await api(page, 'GET', '/outbox?limit=50')).items.some((one) => one.subject === `For your approval: ${label}`))
    await page.goto(`${URL_}/approvals`)
    const card = page.locator('[data-approval][data-state=waiting]').filter({ hasText: label })
    await card.getByText(`${CONTACTS} of ${CONTACTS} contacts when it was asked for`).waitFor()
    await card.getByLabel('A word with it').fill('Fine for the autumn days')
    await settle(page)
    await page.screenshot({ path: `${SHOTS}runs-approval.png` })
    await small(page, 'approval')
    await card.getByRole('button', { name: 'Approve and send' }).click()
    await card.waitFor({ state: 'detached' })
    const run = await until(page, 'it is sent', async () => (await runs(page)).find((one) => one.state === 'finished'))
    check(run.sends.sent === CONTACTS, `sent were ${JSON.stringify(run.sends)}`)
    const { page: asker, wrong } = kept.marketer
    await asker.getByRole('tab', { name: 'Decided' }).click()
    const decided = asker.locator('[data-approval][data-state=approved]').filter({ hasText: label })
    await decided.getByText('“Fine for the autumn days”').waitFor()
    await asker.goto(`${URL_}/programs/${key}?tab=run`)
    await asker.locator('[data-run][data-state=finished]').waitFor()
    check(wrong.length === 0, wrong.join('\n'))
  },
}

await through('runs', steps, {
  async prepare(page, kept) {
    kept.settings = await settings(page)
    await audience(page, key, label, CONTACTS)
    await define(page, 'email', key, { label, subject: 'The programme of our autumn days', preheader: 'Three mornings in the halls', mjml: MJML })
    await define(page, 'program', key, { label, channel: 'Email', active: true, does: { batch: { segment: key, email: key } } })
  },
  // Nobody asks anybody in the other tests.
  async restore(page, kept) {
    if (kept.settings && JSON.stringify(await settings(page)) !== JSON.stringify(kept.settings)) await define(page, 'settings', 'main', kept.settings)
  },
})
