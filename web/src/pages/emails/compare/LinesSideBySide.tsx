/** The changed lines of two versions, side by side. */
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { diffQuery } from '@/api/definitions'
import { Loaded } from '@/components/Loaded'
import classes from './LinesSideBySide.module.css'
import { sides } from './sides'

export function LinesSideBySide({ name, from, to }: { name: string; from: number; to: number }) {
  const { t } = useTranslation()
  const query = useQuery(diffQuery('email', name, from, to))
  return (
    <Loaded query={query}>
      {(diff) => {
        const rows = sides(diff.lines)
        if (rows.every((row) => 'left_out' in row)) return <Text fz="sm" c="dimmed">{t('compare.no_lines')}</Text>
        return (
          <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('def.diff', { from, to })}>
            <table className={classes.lines}>
              <tbody>
                {rows.map((row, i) => 'left_out' in row
                  ? <tr key={i}><td colSpan={2} className={classes.out}>{t('compare.left_out', { count: row.left_out })}</td></tr>
                  : <tr key={i}><td className={row.same ? undefined : row.old !== null ? classes.gone : classes.none}>{row.old}</td><td className={row.same ? undefined : row.now !== null ? classes.come : classes.none}>{row.now}</td></tr>)}
              </tbody>
            </table>
          </div>
        )
      }}
    </Loaded>
  )
}
