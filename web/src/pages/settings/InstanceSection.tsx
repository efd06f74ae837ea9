/** What holds for the whole instance: company, sender, currency and calendar, go-live, limits. */
import { Card, Checkbox, Group, Select, SimpleGrid, Stack, Switch, TagsInput, Textarea, TextInput, Title } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import type { Settings } from '@/api/model'
import { useCan } from '@/api/session'
import { NumberField } from '@/components/NumberField'
import { DefinitionBar } from '@/components/definition/DefinitionBar'
import { useWorkingCopy } from '@/components/definition/useWorkingCopy'
import { useFields } from '@/components/filter/options'
import { Waiting } from '@/components/Loaded'
import { Problem } from '@/components/Problem'
import { ApprovalEditor } from './ApprovalEditor'
import { PaceEditor } from './PaceEditor'
import { RatesEditor } from './RatesEditor'
import { TopicsEditor } from './TopicsEditor'
import { monthName, weekdayName } from './calendar'

const ZONES = Intl.supportedValuesOf('timeZone')
const WEEK = [1, 2, 3, 4, 5, 6, 7]

export function InstanceSection() {
  const { t } = useTranslation()
  const may = useCan()('edit_settings')
  const work = useWorkingCopy<Settings>('settings', 'main')
  const { body: s, change } = work
  if (work.error != null) return <Problem error={work.error} retry={work.refetch} />
  if (!s) return <Waiting lines={10} />
  const text = (key: 'company' | 'sender_name' | 'sender_address' | 'public_url') => <TextInput label={t(`instance.${key}`)} value={s[key]} onChange={(e) => change({ [key]: e.currentTarget.value })} />
  const limit = (key: 'per_day' | 'per_week' | 'quiet_from' | 'quiet_to') => (
    <NumberField label={t(`instance.${key}`)} min={0} value={s.limits[key] ?? ''} onChange={(n) => n !== '' && change({ limits: { ...s.limits, [key]: Number(n) } })} />
  )
  const hours = s.business_hours
  return (
    <Stack>
      <DefinitionBar work={work} />
      <fieldset disabled={!may} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
        <Stack>
          <Card>
            <Title order={2} mb="sm">{t('instance.company_title')}</Title>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              {text('company')}{text('public_url')}{text('sender_name')}{text('sender_address')}
            </SimpleGrid>
            <Textarea mt="md" label={t('instance.postal_address')} description={t('instance.postal_text')} autosize value={s.postal_address} onChange={(e) => change({ postal_address: e.currentTarget.value })} />
          </Card>
          <Card>
            <Title order={2} mb="sm">{t('instance.calendar')}</Title>
            <SimpleGrid cols={{ base: 1, sm: 3 }}>
              <TextInput label={t('instance.currency')} maxLength={3} value={s.currency} onChange={(e) => change({ currency: e.currentTarget.value.toUpperCase() })} />
              <Select label={t('instance.zone')} searchable allowDeselect={false} limit={80} data={[...new Set([s.zone, ...ZONES])]} value={s.zone} onChange={(v) => v && change({ zone: v })} />
              <DateInput label={t('instance.go_live')} description={t('instance.go_live_text')} valueFormat="D MMM YYYY" value={s.go_live} onChange={(d) => d && change({ go_live: d })} />
              <Select label={t('instance.fiscal')} allowDeselect={false} value={String(s.fiscal_year_start)} onChange={(v) => v && change({ fiscal_year_start: Number(v) })} data={Array.from({ length: 12 }, (_, i) => ({ value: String(i + 1), label: monthName(i + 1) }))} />
              <Select label={t('instance.week')} allowDeselect={false} value={String(s.week_start)} onChange={(v) => v && change({ week_start: Number(v) })} data={WEEK.map((d) => ({ value: String(d), label: weekdayName(d) }))} />
              <Group gap="xs" align="flex-end" wrap="nowrap">
                <NumberField label={t('instance.hours')} min={0} max={23} value={hours.from} onChange={(n) => n !== '' && change({ business_hours: { ...hours, from: Number(n) } })} />
                <NumberField aria-label={t('instance.hours_to')} min={1} max={24} value={hours.to} onChange={(n) => n !== '' && change({ business_hours: { ...hours, to: Number(n) } })} />
              </Group>
            </SimpleGrid>
            <Checkbox.Group mt="md" label={t('instance.days')} value={hours.days.map(String)} onChange={(v) => change({ business_hours: { ...hours, days: v.map(Number).sort() } })}>
              <Group mt={6}>{WEEK.map((d) => <Checkbox key={d} value={String(d)} label={weekdayName(d)} />)}</Group>
            </Checkbox.Group>
            <TagsInput mt="md" label={t('instance.holidays')} placeholder="2026-12-25" value={s.holidays} onChange={(v) => change({ holidays: v.filter((d) => /^\d{4}-\d\d-\d\d$/.test(d)).sort() })} />
          </Card>
          <Card>
            <Title order={2} mb="sm">{t('instance.limits')}</Title>
            <SimpleGrid cols={{ base: 2, sm: 4 }}>{limit('per_day')}{limit('per_week')}{limit('quiet_from')}{limit('quiet_to')}</SimpleGrid>
            <Switch mt="md" label={t('instance.consent_required')} description={t('instance.consent_text')} checked={s.limits.consent_required} onChange={(e) => change({ limits: { ...s.limits, consent_required: e.currentTarget.checked } })} />
          </Card>
          <TopicsEditor topics={s.topics ?? []} onChange={(topics) => change({ topics: topics.length ? topics : undefined })} />
          <ApprovalEditor approval={s.approval ?? {}} onChange={(approval) => change({ approval })} />
          <PaceEditor pace={s.pace ?? {}} onChange={(pace) => change({ pace })} />
          <Card>
            <Title order={2} mb="sm">{t('settings.noted')}</Title>
            <Noted tracking={s.tracking ?? 'everyone'} onChange={(tracking) => change({ tracking })} />
          </Card>
          <Card>
            <Title order={2} mb="sm">{t('instance.words')}</Title>
            <Stack>
              <TagsInput label={t('instance.marketing_sources')} description={t('instance.marketing_sources_text')} value={s.marketing_sources} onChange={(v) => change({ marketing_sources: v })} />
              <TagsInput label={t('instance.rejection_reasons')} value={s.rejection_reasons} onChange={(v) => change({ rejection_reasons: v })} />
              <TagsInput label={t('instance.channels')} value={s.channels} onChange={(v) => change({ channels: v })} />
            </Stack>
          </Card>
          <RatesEditor rates={s.rates ?? []} currency={s.currency} onChange={(rates) => change({ rates })} />
        </Stack>
      </fieldset>
    </Stack>
  )
}

type Tracking = NonNullable<Settings['tracking']>

/** Whose opens and clicks are noted: everybody's, nobody's, or of those whose yes/no field says yes. */
function Noted({ tracking, onChange }: { tracking: Tracking; onChange: (tracking: Tracking) => void }) {
  const { t } = useTranslation()
  const fields = useFields().filter((f) => f.object === 'contact' && f.type === 'boolean')
  const value = typeof tracking === 'string' ? tracking : `field:${tracking.agreed}`
  const named = (key: string) => fields.find((f) => f.key === key)?.label ?? key
  const keys = [...new Set([...fields.map((f) => f.key), ...(typeof tracking === 'string' ? [] : [tracking.agreed])])]
  return (
    <Select
      aria-label={t('settings.noted')} description={t('settings.noted_text')} allowDeselect={false} value={value}
      onChange={(v) => v && onChange(v.startsWith('field:') ? { agreed: v.slice(6) } : (v as 'everyone' | 'nobody'))}
      data={[...(['everyone', 'nobody'] as const).map((v) => ({ value: v as string, label: t(`settings.noted.${v}`) })), ...keys.map((key) => ({ value: `field:${key}`, label: t('settings.noted.agreed', { field: named(key) }) }))]}
    />
  )
}
