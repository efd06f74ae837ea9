// What the walk does again and again: choosing from a list, adding a condition, publishing.

/** Chooses an option of a Mantine select by the labels of both; of several such selects, the first within. */
export async function choose(page, label, option, within = page) {
  const input = within.getByRole('textbox', { name: label, exact: true }).or(within.getByRole('combobox', { name: label, exact: true })).first()
  await input.click()
  const wanted = page.getByRole('option', { name: option, exact: true })
  if (!(await wanted.first().isVisible().catch(() => false)) && (await input.isEditable())) await input.fill(option)
  await wanted.first().click()
}

export async function addCondition(page, kind) {
  await page.getByRole('button', { name: 'Add condition' }).last().click()
  await page.getByRole('menuitem', { name: kind, exact: true }).click()
}

/** Names a new segment and opens its builder. */
export async function newSegment(page, url, label) {
  await page.goto(`${url}/segments`)
  await page.getByRole('button', { name: 'New segment' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill(label)
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
  await page.waitForURL(/\/segments\/./)
}

/** The live count once it has come to rest. */
export async function countOf(page) {
  await page.waitForTimeout(400)
  await page.locator('[aria-live=polite][aria-busy=false] [data-testid=live-count]').waitFor()
  return Number((await page.getByTestId('live-count').innerText()).replace(/\D/g, ''))
}

/** Publishes the definition that is open, with a note. */
export async function publish(page, note) {
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What changed and why').fill(note)
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}
