// A program whose mail comes back stops itself, which its page shows by itself; what waits is sent once somebody lets it go on,
// and the addresses that a server was wrong about are lifted together.
import AxeBuilder from '@axe-core/playwright'
import { api, audience, define, until } from './api.mjs'
import { check, settle, SHOTS, URL_ } from './browser.mjs'
import { choose } from './hands.mjs'
import { captured } from './readers.mjs'
import { through } from './steps.mjs'

/** Below 500 attempts nothing stops; 5 % of the first part come back, the second joins when it has stopped. */
const FIRST = 500
const BACK = 25
const THEN = 12
const mark = Date.now().toString(36)
const key = `halts-${mark}`
const label = `Halts ${mark}`
const SUBJECT = `Welcome to the list ${mark}`
const MJML = '<mjml><mj-body><mj-section><mj-column><mj-text>It is good to have you among us: from now on you hear of every harvest first.</mj-text><mj-text>{{ company }}, {{ postal_address }} <a href="{{ unsubscribe_url }}">Unsubscribe</a></mj-text></mj-column></mj-section></mj-body></mjml>'

/** No serious finding of accessibility, at a desk and on a phone, where nothing is wider than the screen. */
async function seen(page, name) {
  for (const [place, width] of [['', 1280], ['-phone', 390]]) {
    await page.setViewportSize({ width, height: 860 })
    await settle(page)
    await page.screenshot({ path: `${SHOTS}halts-${name}${place}.png` })
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze()
    const bad = violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => `${v.id}: ${v.nodes[0].target.join(' ')}`)
    check(bad.length === 0, `axe ${name}${place}: ${bad.join(', ')}`)
    check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), `${name}${place} is wider than the screen`)
  }
  await page.setViewportSize({ width: 1280, height: 860 })
}

/** Puts contacts on the list, which makes the program write to them. */
async function join(page, contacts) {
  await api(page, 'POST', `/lists/${key}/members`, { contacts })
}

const states = async (page) => (await api(page, 'GET', `/sends?program=${key}&limit=1`)).states

/** What a mail server answers for a mailbox that nobody has (RFC 3464), about a message that was captured. */
async function bounce(page, { id, email }) {
  const { headers } = await api(page, 'GET', `/outbox/${id}`)
  const messageId = headers.find((one) => one.name.toLowerCase() === 'message-id').value
  const part = (type, lines) => ['--part', `Content-Type: ${type}`, '', ...lines]
  const raw = [
    'From: MAILER-DAEMON@mx.example.net', 'Subject: Undelivered Mail Returned to Sender', 'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=part', '',
    ...part('text/plain', ['Your message could not be delivered.']),
    ...part('message/delivery-status', ['Reporting-MTA: dns; mx.example.net', '', `Final-Recipient: rfc822; ${email}`, 'Action: failed', 'Status: 5.1.1', 'Diagnostic-Code: smtp; 550 5.1.1 no such user here']),
    ...part('text/rfc822-headers', [`Message-ID: ${messageId}`, `To: ${email}`, `Subject: ${SUBJECT}`]), '--part--', '',
  ].join('\r\n')
  const answer = await page.request.post(`${URL_}/api/v1/mail/returned`, { data: raw, headers: { origin: URL_, 'content-type': 'message/rfc822' } })
  check(answer.ok(), `handing in: ${answer.status()} ${await answer.text()}`)
  const { suppressed, category } = await answer.json()
  check(suppressed && category === 'hard_user', `of ${email} came ${category}, suppressed: ${suppressed}`)
}

const steps = {
  async 'a program writes to everybody who joins a list'(page, kept) {
    await join(page, kept.contacts.slice(0, FIRST))
    await until(page, 'everything is sent', async () => (await states(page)).sent === FIRST, 120)
    await page.goto(`${URL_}/programs/${key}`)
    await page.getByRole('button', { name: `Sent to: ${FIRST}`, exact: true }).waitFor()
    check((await page.locator('[data-halt]').count()) === 0, 'it is stopped before anything came back')
  },

  async 'its mail comes back, and its open page says that it has stopped'(page, kept) {
    const got = await captured(page, kept.emails, [SUBJECT])
    kept.back = [...got.values()].slice(0, BACK)
    for (const message of kept.back) await bounce(page, message)
    await page.locator('[data-halt=hard_bounces]').getByText(`${BACK} of ${FIRST} messages came back for good, which is 5 % or more.`, { exact: false }).waitFor({ timeout: 60_000 })
    await page.locator('[data-halt]').getByText('Nothing waits because of it yet.').waitFor()
    check(await page.locator('[data-halt]').getByRole('button', { name: 'Let it go on' }).count(), 'what does not wait is to be sent')
  },

  async 'what it would send waits'(page, kept) {
    await join(page, kept.contacts.slice(FIRST))
    await page.locator('[data-halt]').getByText(`${THEN} messages wait.`).waitFor({ timeout: 60_000 })
    check((await states(page)).sent === FIRST, 'a program that is stopped sends')
    await seen(page, 'stopped')
    await page.goto(`${URL_}/programs`)
    await page.getByRole('row').filter({ hasText: label }).getByText('Stopped', { exact: true }).filter({ visible: true }).waitFor()
    await page.goBack()
  },

  async 'it is let go on, and what waited is sent'(page) {
    const card = page.locator('[data-halt]')
    page.once('dialog', (dialog) => dialog.accept())
    await card.getByRole('button', { name: 'Go on, and send what waits' }).click()
    // What tells of it for three seconds has a button that a screen reader can name.
    await page.getByRole('alert').filter({ hasText: 'The program goes on' }).getByRole('button', { name: 'Close', exact: true }).waitFor()
    await card.waitFor({ state: 'detached' })
    await until(page, 'what waited is sent', async () => (await states(page)).sent === FIRST + THEN)
    await page.locator('[data-open-sends]').waitFor({ state: 'detached', timeout: 30_000 })
    await page.getByRole('button', { name: `Sent to: ${FIRST + THEN}`, exact: true }).waitFor({ timeout: 45_000 })
    await seen(page, 'released')
  },

  async 'half a domain lifts nothing'(page) {
    await page.goto(`${URL_}/settings/suppressions`)
    await choose(page, 'Why', 'Does not work')
    await page.getByLabel('Suppressed from').fill('2020-01-01T00:00')
    await page.getByLabel('Domain').fill(key)
    await page.getByText('Write the whole domain, as example.com.').waitFor()
    await settle(page)
    check((await page.getByRole('button', { name: /^Lift (all|the one)/ }).count()) === 0, 'half a domain can be lifted')
    await seen(page, 'half')
  },

  async 'the addresses of the domain are lifted together'(page, kept) {
    await page.getByLabel('Domain').fill(`${key}.com`)
    await page.getByRole('button', { name: `Lift all ${BACK} that match…` }).click()
    const dialog = page.getByRole('dialog')
    await dialog.locator(`[data-matching="${BACK}"]`).waitFor()
    const words = await dialog.locator('[data-filter]').innerText()
    check(words.startsWith(`What does not work: at ${key}.com, suppressed from 1 Jan 2020, 00:00 (`), `the dialog says: ${words}`)
    await seen(page, 'lift')
    await dialog.getByLabel('Reason').fill('Their server was out of order')
    await dialog.getByRole('button', { name: `Lift all ${BACK}` }).click()
    await page.getByText(`${BACK} addresses get mail again`).waitFor()
    await dialog.waitFor({ state: 'detached' })
    for (const { email } of kept.back.slice(0, 2)) {
      check((await api(page, 'GET', `/suppressions?q=${encodeURIComponent(email)}`)).total === 0, `${email} is still given up`)
    }
  },
}

await through('halts', steps, {
  async prepare(page, kept) {
    kept.settings = (await api(page, 'GET', '/definitions/settings/main')).published.body
    // Also at night.
    await define(page, 'settings', 'main', { ...kept.settings, limits: { ...kept.settings.limits, quiet_from: 0, quiet_to: 0 } })
    kept.emails = await audience(page, key, label, FIRST + THEN)
    kept.contacts = []
    for (let after; kept.contacts.length < FIRST + THEN;) {
      const { items, next } = await api(page, 'GET', `/contacts?segment=${key}&limit=200${after ? `&after=${after}` : ''}`)
      kept.contacts.push(...items.map((one) => one.id))
      after = next
      if (!after) break
    }
    await define(page, 'list', key, { label })
    await define(page, 'email', key, { label, subject: SUBJECT, preheader: 'You hear of every harvest before all the others do', mjml: MJML })
    await define(page, 'program', key, { label, channel: 'Email', active: true, does: { trigger: { when: { kind: ['list_joined'], asset: [key] }, steps: [{ send: { email: key } }] } } })
  },
  async restore(page, kept) {
    if (kept.settings) await define(page, 'settings', 'main', kept.settings)
  },
})
