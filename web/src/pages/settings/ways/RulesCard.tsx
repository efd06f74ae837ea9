/** Rules: which messages take which ways. The first that fits decides. */
import { ActionIcon, Button, Card, Group, MultiSelect, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { programsQuery } from '@/api/programs'
import type { WayList, WayRule } from '@/api/types'
import { nameOf } from './state'

const EMPTY: WayRule = { sender_domain: null, recipient_domain: null, program: null, operational: null, ways: [] }

interface Props { list: WayList; saving: boolean; onSave: (rules: WayRule[]) => void }

export function RulesCard({ list, saving, onSave }: Props) {
  const { t } = useTranslation()
  const [rules, setRules] = useState(list.routing.rules)
  const programs = useQuery(programsQuery)
  const set = (at: number, change: Partial<WayRule>) => setRules(rules.map((rule, n) => (n === at ? { ...rule, ...change } : rule)))
  const dirty = JSON.stringify(rules) !== JSON.stringify(list.routing.rules)
  const ways = list.items.map((w) => ({ value: w.key, label: nameOf(t, w) }))
  return (
    <Card component="section" aria-label={t('ways.rules')}>
      <Title order={2} fz="h3">{t('ways.rules')}</Title>
      <Text fz="sm" c="dimmed" mb="sm">{t('ways.rules_text')}</Text>
      <Stack gap="md">
        {rules.map((rule, n) => (
          <Group key={n} align="flex-end" gap="xs" role="group" aria-label={t('ways.rule', { n: n + 1 })}>
            <Text fw={600} pb={8} className="num">{n + 1}</Text>
            <TextInput w={160} label={t('ways.sender')} placeholder="example.com" value={rule.sender_domain ?? ''} onChange={(e) => set(n, { sender_domain: e.currentTarget.value || null })} />
            <TextInput w={160} label={t('ways.recipient')} placeholder="gmail.com" value={rule.recipient_domain ?? ''} onChange={(e) => set(n, { recipient_domain: e.currentTarget.value || null })} />
            <Select w={170} clearable searchable label={t('sends.program')} placeholder={t('ways.any')} value={rule.program ?? null} onChange={(p) => set(n, { program: p })} data={(programs.data ?? []).map((p) => ({ value: p.key, label: p.label }))} />
            <Select
              w={150} clearable label={t('ways.mail')} placeholder={t('ways.any')} value={rule.operational == null ? null : String(rule.operational)} onChange={(v) => set(n, { operational: v === null ? null : v === 'true' })}
              data={[{ value: 'false', label: t('ways.marketing') }, { value: 'true', label: t('ways.operational') }]}
            />
            <MultiSelect style={{ flex: '1 1 200px' }} label={t('ways.takes')} value={rule.ways} onChange={(w) => set(n, { ways: w })} data={ways} />
            <ActionIcon mb={6} aria-label={t('ways.rule_remove', { n: n + 1 })} onClick={() => setRules(rules.filter((_, at) => at !== n))}><IconTrash size={16} /></ActionIcon>
          </Group>
        ))}
        <Group justify="space-between">
          <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setRules([...rules, EMPTY])}>{t('ways.rule_add')}</Button>
          {dirty && <Button loading={saving} disabled={rules.some((rule) => rule.ways.length === 0)} onClick={() => onSave(rules)}>{t('common.save')}</Button>}
        </Group>
      </Stack>
    </Card>
  )
}
