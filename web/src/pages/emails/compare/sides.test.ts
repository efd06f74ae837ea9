import { expect, test } from 'vitest'
import { sides, type Line } from './sides'

const line = (text: string): Line => ({ change: text[0] === '+' ? 'added' : text[0] === '-' ? 'removed' : 'same', text: text.slice(1) })

test('what went stands beside what came', () => {
  expect(sides(['-a', '-b', '+c', ' d', '+e'].map(line))).toEqual([
    { old: 'a', now: 'c', same: false }, { old: 'b', now: null, same: false }, { old: 'd', now: 'd', same: true }, { old: null, now: 'e', same: false },
  ])
})

test('stretches without a change are left out but for their ends', () => {
  const same = Array.from({ length: 20 }, (_, n) => ` ${n}`)
  const rows = sides([...same, '-x', '+y', ...same].map(line))
  expect(rows[0]).toEqual({ left_out: 17 })
  expect(rows[1]).toMatchObject({ old: '17' })
  expect(rows[4]).toEqual({ old: 'x', now: 'y', same: false })
  expect(rows.at(-1)).toEqual({ left_out: 17 })
  expect(sides([' a', ' b'].map(line))).toEqual([{ left_out: 2 }])
  expect(sides([])).toEqual([])
})
