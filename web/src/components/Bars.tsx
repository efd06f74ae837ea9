/** A few amounts as horizontal bars, with the share of the one before. */
import { Box, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { number, percent } from '@/format'
import classes from './Bars.module.css'

/** `shown` stands in place of the number: it with the way to what is behind it. */
interface Row { label: string; value: number; shown?: ReactNode }

export function Bars({ rows, label }: { rows: Row[]; label: string }) {
  const most = Math.max(1, ...rows.map((r) => r.value))
  return (
    <ul className={classes.list} aria-label={label}>
      {rows.map((r, i) => {
        const before = rows[i - 1]?.value
        return (
          <li key={r.label} className={classes.row}>
            <Text fz="sm" fw={550}>{r.label}</Text>
            <Box className={classes.track}><Box className={classes.bar} style={{ width: `${Math.max(0.6, (r.value / most) * 100)}%` }} /></Box>
            <Text className="figure" ta="right">{r.shown ?? number(r.value)}</Text>
            <Text fz="xs" c="dimmed" ta="right" className="num">{before ? percent(r.value / before, 0) : ''}</Text>
          </li>
        )
      })}
    </ul>
  )
}
