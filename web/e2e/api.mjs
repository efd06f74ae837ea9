// What a test prepares or looks up over the API, as the user who is signed in on a page.
import { check, URL_ } from './browser.mjs'

/** The answer as JSON; `null` where there is none. */
export async function api(page, method, path, body) {
  const answer = await page.request.fetch(`${URL_}/api/v1${path}`, { method, data: body, headers: { origin: URL_ } })
  check(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`)
  return answer.status() === 204 ? null : answer.json()
}

/** Puts a definition into force. */
export async function define(page, kind, key, body) {
  await api(page, 'PUT', `/definitions/${kind}/${key}/draft`, { body })
  await api(page, 'POST', `/definitions/${kind}/${key}/publish`, { note: 'for a test' })
}

/** Contacts who may be written to and are greeted by no program, being imported; and a segment of them alone. Returns their addresses. */
export async function audience(page, key, label, size) {
  const emails = Array.from({ length: size }, (_, n) => `reader.${n}@${key}.com`)
  const csv = ['Email,First name,Last name,Country', ...emails.map((email, n) => `${email},Reader ${n},${label},ES`)].join('\n')
  const file = { name: `${key}.csv`, mimeType: 'text/csv', buffer: Buffer.from(csv) }
  const uploaded = await page.request.post(`${URL_}/api/v1/imports`, { multipart: { object: 'contacts', file }, headers: { origin: URL_ } })
  check(uploaded.ok(), `the upload: ${uploaded.status()} ${await uploaded.text()}`)
  const { id } = await uploaded.json()
  await api(page, 'POST', `/imports/${id}/start`, { source: label, consent_basis: 'a form of the test' })
  await until(page, 'the import is finished', async () => (await api(page, 'GET', `/imports/${id}`)).state === 'finished')
  await define(page, 'segment', key, { label, filter: { field: { of: 'contact', key: 'last_name', op: 'is', values: [label] } } })
  return emails
}

/** Waits until what is asked for again and again holds; returns it. */
export async function until(page, what, ask, seconds = 60) {
  for (let left = seconds * 4; left > 0; left--) {
    const found = await ask()
    if (found) return found
    await page.waitForTimeout(250)
  }
  throw new Error(`waited ${seconds} s in vain: ${what}`)
}
