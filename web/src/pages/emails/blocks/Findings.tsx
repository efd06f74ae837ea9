/** What the server finds in the mail as it stands, each leading to its block. */
import { Alert, Anchor, List, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { renderEmail } from '@/api/emails'
import { placeOf } from '@/components/definition/place'
import { said } from '@/i18n/said'
import { useDesk } from './desk'
import { selectable } from './model/moves'
import { placed } from './model/write'
import { useSay } from './names'

export function Findings() {
  const { t } = useTranslation()
  const { doc, email, source, select, variables } = useDesk()
  const say = useSay(variables)
  const [settled] = useDebouncedValue(email, 600)
  const { data } = useQuery({ queryKey: ['render', settled, null, null], queryFn: () => renderEmail(settled, null), placeholderData: keepPreviousData, retry: false })
  const problems = settled === email ? data?.problems ?? [] : []
  if (problems.length === 0) return null
  const places = placed(doc)
  const shown = selectable(doc).map((s) => s.block)
  /** The innermost block that stands on a line. */
  const blockOn = (line: number) => {
    const start = source.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0)
    const end = source.indexOf('\n', start) < 0 ? source.length : source.indexOf('\n', start)
    return shown.findLast((b) => places.some((p) => p.id === b.id && p.start < end && p.end > start))
  }
  return (
    <Alert mt="md" color={problems.some((p) => p.severity === 'error') ? 'clay' : 'sun'} title={t('emails.problems', { count: problems.length })}>
      <List fz="sm">
        {problems.map((p, i) => {
          const line = Number(/^mjml:(\d+)/.exec(p.path)?.[1])
          const block = line ? blockOn(line) : undefined
          return (
            <List.Item key={i}>
              {block ? <Anchor component="button" type="button" fz="sm" c="inherit" underline="always" onClick={() => select(block.id, true)}>{say(block)}</Anchor> : <Text span fw={600} fz="sm">{placeOf(t, p.path)}:</Text>} {said(p.message)}
            </List.Item>
          )
        })}
      </List>
    </Alert>
  )
}
