/** Two versions, line by line. */
import { Box } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { diffQuery } from '@/api/definitions'
import type { Kind } from '@/api/types'
import { Loaded } from '@/components/Loaded'
import classes from './DiffView.module.css'

const SIGN = { same: ' ', added: '+', removed: '−' } as const

export function DiffView({ kind, name, from, to }: { kind: Kind; name: string; from: number; to: number }) {
  const { t } = useTranslation()
  const query = useQuery(diffQuery(kind, name, from, to))
  return (
    <Box mt="xs">
      <Loaded query={query}>
        {(diff) => (
          <pre className={classes.diff} aria-label={t('def.diff', { from, to })}>
            {diff.lines.map((line, i) => (
              <div key={i} className={classes[line.change]}>{SIGN[line.change]} {line.text}</div>
            ))}
          </pre>
        )}
      </Loaded>
    </Box>
  )
}
