// What the walk does again and again: choosing from a list, adding a condition, publishing.

/** Chooses an option of a Mantine select by the labels of both. */
export async function choose(page, label, option) {
  const input = page.getByRole('textbox', { name: label, exact: true }).or(page.getByRole('combobox', { name: label, exact: true })).first()
  await input.click()
  const wanted = page.getByRole('option', { name: option, exact: true })
  if (!(await wanted.first().isVisible().catch(() => false)) && (await input.isEditable())) await input.fill(option)
  await wanted.first().click()
}

export async function addCondition(page, kind) {
  await page.getByRole('button', { name: 'Add condition' }).last().click()
  await page.getByRole('menuitem', { name: kind, exact: true }).click()
}

/** Publishes the definition that is open, with a note. */
export async function publish(page, note) {
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What changed and why').fill(note)
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}
