/** The difference of two texts as two columns: what went beside what came, long stretches without a change left out. */

export type Change = 'same' | 'added' | 'removed'
export interface Line { change: Change; text: string }
/** A row of both columns, or a stretch of so many lines that are the same. */
export type Row = { old: string | null; now: string | null; same: boolean } | { left_out: number }

/** Lines shown around a change. */
const AROUND = 3

export function sides(lines: Line[]): Row[] {
  const rows: Exclude<Row, { left_out: number }>[] = []
  let [gone, come]: [string[], string[]] = [[], []]
  const settle = () => {
    for (let i = 0; i < Math.max(gone.length, come.length); i++) rows.push({ old: gone[i] ?? null, now: come[i] ?? null, same: false })
    gone = []
    come = []
  }
  for (const { change, text } of lines) {
    if (change === 'removed') gone.push(text)
    else if (change === 'added') come.push(text)
    else {
      settle()
      rows.push({ old: text, now: text, same: true })
    }
  }
  settle()
  const near = rows.map((_, i) => rows.slice(Math.max(0, i - AROUND), i + AROUND + 1).some((row) => !row.same))
  const shown: Row[] = []
  rows.forEach((row, i) => {
    const last = shown.at(-1)
    if (near[i]) shown.push(row)
    else if (last && 'left_out' in last) last.left_out++
    else shown.push({ left_out: 1 })
  })
  return shown
}
