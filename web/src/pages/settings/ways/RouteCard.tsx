/** Which way a message would take now, and what stands against the others. */
import { Badge, Card, Checkbox, Group, List, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WayList } from '@/api/types'
import { routeQuery } from '@/api/ways'
import { Problem } from '@/components/Problem'
import { said } from '@/i18n/said'
import { COLOR, nameOf } from './state'

/** An address or a domain that is not still being typed. */
const whole = (text: string) => (text.trim().includes('.') ? text.trim() : undefined)

export function RouteCard({ list }: { list: WayList }) {
  const { t } = useTranslation()
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [operational, setOperational] = useState(false)
  const [asked] = useDebouncedValue({ from: whole(from), to: whole(to), operational }, 300)
  const { data, error } = useQuery(routeQuery(asked))
  const label = (key: string) => {
    const way = list.items.find((w) => w.key === key)
    return way ? nameOf(t, way) : key
  }
  return (
    <Card component="section" aria-label={t('ways.route')}>
      <Title order={2} fz="h3">{t('ways.route')}</Title>
      <Group align="flex-end" mt="xs" mb="sm">
        <TextInput label={t('ways.sender')} placeholder="example.com" value={from} onChange={(e) => setFrom(e.currentTarget.value)} />
        <TextInput label={t('ways.recipient')} placeholder="ana@gmail.com" value={to} onChange={(e) => setTo(e.currentTarget.value)} />
        <Checkbox mb={8} label={t('ways.operational')} checked={operational} onChange={(e) => setOperational(e.currentTarget.checked)} />
      </Group>
      {error && <Problem error={error} />}
      {data && (
        <div role="status">
          <Text fz="sm" mb={6}>{data.way ? t(data.rule ? 'ways.goes_rule' : 'ways.goes', { way: label(data.way), n: data.rule }) : t('ways.waits')}</Text>
          <List fz="sm" spacing={4} type="ordered">
            {data.steps.map((s) => (
              <List.Item key={s.way}>
                {label(s.way)} <Badge size="sm" color={COLOR[s.state]}>{t(`ways.state.${s.state}`)}</Badge>{' '}
                {s.reason && <Text span fz="xs" c="dimmed">{said(s.reason)}</Text>}
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </Card>
  )
}
