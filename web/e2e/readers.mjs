// People who read the mail that was captured, and the time that passes meanwhile.
import { readFileSync, writeFileSync } from 'node:fs'
import { api } from './api.mjs'
import { check, URL_ } from './browser.mjs'

export const READER = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36'
export const SCANNER = 'Barracuda Sentinel (EE)'

/** The file that tells a development build by how many seconds its clock is wrong. */
const CLOCK = process.env.SIEMBRA_SKEW
/** What a test waits for where the clock cannot be turned, in seconds. */
const PATIENCE = 120

/** Lets time pass for the server; says whether it has. */
export async function later(page, seconds) {
  if (CLOCK) {
    let told = ''
    try { told = readFileSync(CLOCK, 'utf8') } catch { /* nothing was told yet */ }
    writeFileSync(CLOCK, String(Number(told) + seconds))
    await page.waitForTimeout(200)
    return true
  }
  if (seconds > PATIENCE) return false
  await page.waitForTimeout(seconds * 1_000)
  return true
}

/** Pages of the outbox that are looked through: what a test sends is among the latest. */
const PAGES = 5

/** The captured messages with one of these subjects, by the address that they went to. */
export async function captured(page, emails, subjects) {
  const found = new Map()
  for (let n = 0, after; n < PAGES; n++) {
    const { items, next } = await api(page, 'GET', `/outbox?limit=200${after ? `&after=${after}` : ''}`)
    const own = items.map((one) => ({ ...one, email: emails.find((email) => one.to.includes(email)) })).filter((one) => one.email && subjects.includes(one.subject))
    for (const one of own) {
      check(!found.has(one.email), `${one.email} has two messages`)
      found.set(one.email, one)
    }
    after = next
    if (!after) break
  }
  return found
}

/** What is fetched when a message is opened and one of its links followed: paths of this server. */
async function tracked(page, id, link) {
  const html = await (await page.request.get(`${URL_}/api/v1/outbox/${id}/html`)).text()
  return page.evaluate(([text, label]) => {
    const mail = new DOMParser().parseFromString(text, 'text/html')
    const path = (url) => url && new URL(url).pathname + new URL(url).search
    const named = [...mail.querySelectorAll('a')].find((a) => a.textContent.trim() === label)
    return { pixel: path(mail.querySelector('img[src*="/t/o/"]')?.src), link: path(named?.href) }
  }, [html, link])
}

let people = 0

/** One reader, each from a network of their own: pictures first, then perhaps the link. */
export async function read(page, message, { link, click, agent = READER }) {
  const found = await tracked(page, message.id, link)
  check(found.pixel && found.link?.startsWith('/t/c/'), `no pixel or no tracked link in the message to ${message.email}: ${JSON.stringify(found)}`)
  const headers = { 'user-agent': agent, 'x-forwarded-for': `88.${12 + Math.floor(people / 250)}.${people++ % 250}.9`, accept: 'text/html,image/avif,image/webp,*/*' }
  const picture = await fetch(URL_ + found.pixel, { headers })
  check(picture.ok, `the pixel answers ${picture.status}`)
  if (!click) return null
  const answer = await fetch(URL_ + found.link, { headers, redirect: 'manual' })
  check(answer.status >= 300 && answer.status < 400, `the link answers ${answer.status}`)
  return answer.headers.get('location')
}
