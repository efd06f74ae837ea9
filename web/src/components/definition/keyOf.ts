/** "Café in Oslo 2026" → `cafe_in_oslo_2026`: letters without marks, digits, underscores, at most 64. */
const SPECIAL: Record<string, string> = { ø: 'o', æ: 'ae', å: 'a', ß: 'ss', ñ: 'n' }

export function keyOf(label: string): string {
  return label
    .toLowerCase()
    .replace(/[øæåßñ]/g, (c) => SPECIAL[c])
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 64)
}
