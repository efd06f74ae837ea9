// A browser that remembers what went wrong: console errors, failed requests, broken pages.
import { chromium } from 'playwright-core'

export const URL_ = process.env.SIEMBRA_URL ?? 'http://127.0.0.1:8080'
export const EMAIL = process.env.SIEMBRA_EMAIL ?? 'admin@procuralia.example'
export const PASSWORD = process.env.SIEMBRA_PASSWORD ?? 'siembra-demo'
export const SHOTS = new URL('./shots/', import.meta.url).pathname

export async function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none'],
  })
}

/** A page with a list of everything that went wrong on it. */
export async function newPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'en-GB', colorScheme: 'light', reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  const wrong = []
  page.on('console', (m) => m.type() === 'error' && !expected(m.text()) && wrong.push(`console: ${m.text().slice(0, 300)}`))
  page.on('pageerror', (e) => wrong.push(`page: ${e.message}`))
  page.on('requestfailed', (r) => !/ERR_ABORTED/.test(r.failure()?.errorText ?? '') && !foreignPixel(r.url()) && wrong.push(`request: ${r.url()} ${r.failure()?.errorText}`))
  page.on('response', (r) => r.status() >= 400 && !(r.status() === 401 && r.url().endsWith('/session')) && wrong.push(`${r.status()}: ${r.request().method()} ${r.url()}`))
  return { page, context, wrong }
}

/** Being told "not signed in" on the way in is no error, nor that a mail may run no script. */
const expected = (text) => /status of 401/.test(text) || /Blocked script execution/.test(text) || foreignPixel(text)

/** The pixel of a mail whose public address is not the one under test. */
const foreignPixel = (text) => /\/t\/o\//.test(text) && !text.includes(URL_)

export async function signIn(page, email = EMAIL, password = PASSWORD) {
  await page.goto(`${URL_}/sign-in`)
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[type=password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL((u) => !u.pathname.startsWith('/sign-in'))
}

/** Waits until nothing loads any more. */
export async function settle(page, ms = 250) {
  await page.waitForLoadState('networkidle', { timeout: 20_000 }).catch(() => {})
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true] .mantine-Skeleton-root, .mantine-Skeleton-root'), null, { timeout: 15_000 }).catch(() => {})
  await page.waitForTimeout(ms)
}

export function check(holds, message) {
  if (!holds) throw new Error(message)
}
