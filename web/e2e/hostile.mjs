// Three hundred hostile texts in the fields of contacts: nothing that shows them runs a script: the contact's page, the preview
// of an email, the outbox, the message in the browser, the page that asks whether to unsubscribe.
import { api, define } from './api.mjs'
import { check, launch, newPage, settle, signIn, URL_ } from './browser.mjs'

const mark = Date.now().toString(36)
const RUN = 'alert(1)'
const BASES = [
  `<script>${RUN}</script>`, `<ScRiPt>${RUN}</sCrIpT>`, `<script src=data:,${RUN}></script>`, `<img src=x onerror=${RUN}>`, `<img/src/onerror=${RUN}>`, `<svg onload=${RUN}>`, `<svg><script>${RUN}</script></svg>`,
  `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`, `<body onload=${RUN}>`, `<iframe src=javascript:${RUN}>`, `<iframe srcdoc="<script>${RUN}</script>">`, `<object data=javascript:${RUN}>`, `<embed src=javascript:${RUN}>`,
  `<a href=javascript:${RUN}>x</a>`, `<a href="java&#09;script:${RUN}">x</a>`, `<form action=javascript:${RUN}><button>x</button></form>`, `<button formaction=javascript:${RUN}>x</button>`, `<details open ontoggle=${RUN}>`,
  `<input autofocus onfocus=${RUN}>`, `<video><source onerror=${RUN}></video>`, `<math><mtext></mtext><script>${RUN}</script></math>`, `<meta http-equiv=refresh content="0;url=javascript:${RUN}">`, `<link rel=stylesheet href=javascript:${RUN}>`,
  `<style>@import 'javascript:${RUN}';</style>`, `<base href=javascript:${RUN}//>`, `<template><script>${RUN}</script></template>`, `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`, `<!--><img src=x onerror=${RUN}>-->`,
  `<![CDATA[><img src=x onerror=${RUN}>]]>`, `\\u003cimg src=x onerror=${RUN}\\u003e`, `%3Cscript%3E${RUN}%3C/script%3E`, `&lt;script&gt;${RUN}&lt;/script&gt;`, `&#60;script&#62;${RUN}&#60;/script&#62;`, `javascript:${RUN}`, `data:text/html,<script>${RUN}</script>`,
  `{{constructor.constructor('${RUN}')()}}`, `{{ '<script>${RUN}</script>' }}`, `{% raw %}<script>${RUN}</script>{% endraw %}`, `\${${RUN}}`, `<mj-raw><script>${RUN}</script></mj-raw>`, `<x onclick=${RUN} onmouseover=${RUN} autofocus tabindex=1 onfocus=${RUN}>`, `<p style="x:expression(${RUN});background:url(javascript:${RUN})">`, `[x](javascript:${RUN})`,
]
/** Out of texts, attributes, comments, scripts and styles. */
const AROUND = [(x) => x, (x) => `">${x}`, (x) => `'>${x}`, (x) => `</title></textarea></style></script>${x}`, (x) => `-->${x}<!--`, (x) => `" onmouseover=${RUN} autofocus onfocus=${RUN} x="${x}`, (x) => `'-${RUN}-'${x}`]
const PAYLOADS = AROUND.flatMap((around) => BASES.map(around))
const PER_CONTACT = 7

const browser = await launch()
const { page, context } = await newPage(browser)
let ran = []
page.on('console', (m) => m.text().includes('SCRIPT RAN') && ran.push(page.url()))
page.on('dialog', (d) => (ran.push(page.url()), d.dismiss()))
await context.addInitScript(() => { window.alert = () => console.error('SCRIPT RAN') })

/** Fields of contacts that take any text. */
const FIELDS = ['first_name', 'job_title', 'job_function', 'seniority', 'buyer_role', 'company', 'region', 'city', 'topic_of_interest']

/** Contacts with the texts, a few each; what a field refuses is no text of it. */
async function contacts() {
  const made = []
  for (let at = 0; at < PAYLOADS.length; at += PER_CONTACT) {
    const own = Object.fromEntries(PAYLOADS.slice(at, at + PER_CONTACT).map((text, n) => [FIELDS[(at / PER_CONTACT + n) % FIELDS.length], text]))
    made.push(await api(page, 'POST', '/contacts', { email: `hostile.${at}.${mark}@example.com`, fields: { ...own, last_name: `Hostile ${mark}` }, consent_basis: 'a test' }))
  }
  return made
}

async function visit(url, why) {
  await page.goto(url, { waitUntil: 'load' })
  await page.waitForTimeout(60)
  const links = await page.locator('a[href^="javascript" i], form[action^="javascript" i], iframe[src^="javascript" i]').count()
  check(links === 0, `${why}: ${links} links to scripts at ${url}`)
  check(ran.length === 0, `${why}: a script ran at ${ran[0]}`)
}

try {
  await signIn(page)
  const everywhere = FIELDS.map((key) => `<p title="{{ contact.${key} }}">{{ contact.${key} }} <a href="https://www.example.com/{{ contact.${key}|urlencode }}">x</a></p>`).join('')
  const mjml = `<mjml><mj-body><mj-section><mj-column><mj-text>${everywhere}</mj-text><mj-text>{{ company }}, {{ postal_address }} <a href="{{ view_url }}">view</a> <a href="{{ unsubscribe_url }}">Unsubscribe</a></mj-text></mj-column></mj-section></mj-body></mjml>`
  await define(page, 'email', `hostile-${mark}`, { label: `Hostile ${mark}`, subject: `For {{ contact.first_name }}`, mjml, defaults: Object.fromEntries(FIELDS.map((key, n) => [`contact.${key}`, PAYLOADS[n]])), operational: 'a test' })
  const made = await contacts()
  const filter = { field: { of: 'contact', key: 'last_name', op: 'is', values: [`Hostile ${mark}`] } }
  await define(page, 'segment', `hostile-${mark}`, { label: `Hostile ${mark}`, filter })
  await define(page, 'program', `hostile-${mark}`, { label: `Hostile ${mark}`, channel: 'Email', active: true, does: { batch: { segment: `hostile-${mark}`, email: `hostile-${mark}` } } })
  await api(page, 'POST', `/programs/hostile-${mark}/run`, {})
  let sent = 0
  for (let tries = 0; sent < made.length && tries < 120; tries++) {
    await page.waitForTimeout(500)
    sent = (await api(page, 'GET', `/sends?program=hostile-${mark}&limit=100`)).states.sent ?? 0
  }
  check(sent === made.length, `${sent} of ${made.length} messages were sent`)
  const { items } = await api(page, 'GET', '/outbox?limit=100')
  const messages = items.filter((one) => one.to.includes(mark) && one.subject.startsWith('For '))
  check(messages.length === made.length, `${messages.length} messages in the outbox`)
  for (const { id } of messages) {
    await visit(`${URL_}/api/v1/outbox/${id}/html`, 'outbox')
    const html = await (await page.request.get(`${URL_}/api/v1/outbox/${id}/html`)).text()
    for (const road of ['v', 'u']) {
      const link = html.match(new RegExp(`/${road}/[A-Za-z0-9_-]+`))
      check(link, `no /${road}/ in a message`)
      await visit(URL_ + link[0], `/${road}/`)
    }
  }
  for (const { id } of made) {
    await page.goto(`${URL_}/contacts/${id}`)
    await settle(page, 100)
    check(ran.length === 0, `contact: a script ran at ${ran[0]}`)
    const preview = await api(page, 'GET', `/contacts/${id}/preview?email=hostile-${mark}`)
// Without any policy around it: the mail itself holds nothing that runs.
    await page.setContent(preview.html)
    await page.waitForTimeout(60)
    check(ran.length === 0, `preview: a script ran in ${preview.html.slice(0, 400)}`)
  }
  await page.goto(`${URL_}/emails/hostile-${mark}`)
  await settle(page, 500)
  check(ran.length === 0, `email: a script ran at ${ran[0]}`)
  console.log(`hostile: ${PAYLOADS.length} texts in ${FIELDS.length} fields of ${made.length} contacts, no script ran`)
} finally {
  await browser.close()
}
