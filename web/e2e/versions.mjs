// A second version of an email, with a file that goes with it: both side by side, and the file as its recipient gets it.
import { api, audience, define, until } from './api.mjs'
import { check, settle, SHOTS, URL_ } from './browser.mjs'
import { tab } from './desk.mjs'
import { publish } from './hands.mjs'
import { captured } from './readers.mjs'
import { through } from './steps.mjs'

const mark = Date.now().toString(36)
const key = `versions-${mark}`
const label = `Versions ${mark}`
const SUBJECT = { old: 'Our terms of delivery', now: 'Our terms of delivery, as a table' }
const FILE = { name: 'terms.csv', mimeType: 'text/csv', buffer: Buffer.from('pallets,days\n1,5\n10,7\n') }
const MJML = `<mjml><mj-body><mj-section><mj-column><mj-text>How soon your pallets leave our halls, by their number. <a href="https://example.com/terms">Read more</a></mj-text><mj-text>{{ company }}, {{ postal_address }} <a href="{{ unsubscribe_url }}">Unsubscribe</a></mj-text></mj-column></mj-section></mj-body></mjml>`

const steps = {
  async 'a second version, with a file'(page) {
    await page.goto(`${URL_}/emails/${key}`)
    await page.getByLabel('Subject', { exact: true }).fill(SUBJECT.now)
    await tab(page, 'Sender & variables')
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Attach a file' }).click()])
    await chooser.setFiles(FILE)
    await page.getByRole('button', { name: `Remove: ${FILE.name}` }).waitFor()
    check((await page.getByLabel('Name that recipients see').inputValue()) === FILE.name, 'the file has another name')
    await publish(page, 'As a table, too')
  },

  async 'both side by side'(page) {
    await page.getByRole('button', { name: 'History' }).click()
    await page.getByRole('link', { name: 'Compare with v1' }).click()
    await page.waitForURL(/\/compare/)
    for (const [side, subject] of [['from', SUBJECT.old], ['to', SUBJECT.now]]) await page.locator(`[data-side=${side}]`).getByText(subject, { exact: true }).waitFor()
    const differs = page.getByRole('table', { name: 'What else differs' })
    const row = async (name) => (await differs.getByRole('row').filter({ hasText: name }).getByRole('cell').allInnerTexts()).join(' | ')
    check((await row('Subject')) === `${SUBJECT.old} | ${SUBJECT.now}`, `of the subject it shows ${await row('Subject')}`)
    check((await row('Attachments')).startsWith(`– | ${FILE.name} (`), `of the attachments it shows ${await row('Attachments')}`)
    await settle(page)
    await page.screenshot({ path: `${SHOTS}versions-compare.png`, fullPage: true })
  },

  async 'its recipients get the file as it was uploaded'(page, { emails }) {
    await api(page, 'POST', `/programs/${key}/run`, {})
    await until(page, 'it is sent', async () => (await api(page, 'GET', `/programs/${key}`)).runs.find((one) => one.state === 'finished'))
    const got = await captured(page, emails, [SUBJECT.now])
    check(got.size === emails.length, `${got.size} of ${emails.length} got it`)
    for (const { id } of got.values()) {
      const { attachments } = await api(page, 'GET', `/outbox/${id}`)
      check(attachments.map((one) => one.name).join() === FILE.name, `with it come ${JSON.stringify(attachments)}`)
      const file = await page.request.get(`${URL_}/api/v1/outbox/${id}/attachments/0`)
      check((await file.body()).equals(FILE.buffer), `the file says ${await file.text()}`)
    }
    await page.goto(`${URL_}/outbox`)
    await page.getByRole('button', { name: new RegExp(emails[0]) }).first().click()
    await page.getByText(FILE.name).waitFor()
    await settle(page)
    await page.screenshot({ path: `${SHOTS}versions-outbox.png` })
  },
}

await through('versions', steps, {
  async prepare(page, kept) {
    kept.emails = await audience(page, key, label, 3)
    await define(page, 'email', key, { label, subject: SUBJECT.old, preheader: 'How soon your pallets leave our halls, by number', mjml: MJML })
    await define(page, 'program', key, { label, channel: 'Email', active: true, does: { batch: { segment: key, email: key } } })
  },
})
