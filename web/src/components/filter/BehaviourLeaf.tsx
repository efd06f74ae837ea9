/** What a contact did, how often and when; one deed after another; one deed and no other since. */
import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Did, NotSince, Sequence } from '@/api/model'
import { NumberField } from '@/components/NumberField'
import { CountEditor } from './CountEditor'
import { MatcherEditor } from './MatcherEditor'
import { WindowEditor } from './WindowEditor'

export function BehaviourLeaf({ value, onChange }: { value: Did; onChange: (v: Did) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <MatcherEditor value={value} onChange={(m) => onChange({ ...value, ...m })} />
      <CountEditor value={value.count ?? { at_least: 1 }} suffix=" ×" onChange={(count) => onChange({ ...value, count })} />
      <Text fz="xs" c="dimmed">{t('filter.when')}</Text>
      <WindowEditor value={value.window ?? 'ever'} onChange={(window) => onChange({ ...value, window })} />
    </>
  )
}

export function SequenceLeaf({ value, onChange }: { value: Sequence; onChange: (v: Sequence) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <Text fz="xs" c="dimmed">{t('filter.first')}</Text>
      <MatcherEditor value={value.first} onChange={(first) => onChange({ ...value, first })} />
      <Text fz="xs" c="dimmed">{t('filter.then')}</Text>
      <MatcherEditor value={value.then} onChange={(then) => onChange({ ...value, then })} />
      <Text fz="xs" c="dimmed">{t('filter.within')}</Text>
      <NumberField size="xs" w={110} min={1} max={36500} suffix={` ${t('filter.days')}`} aria-label={t('filter.within')} value={value.within_days} onChange={(n) => n !== '' && onChange({ ...value, within_days: Number(n) })} />
      <Text fz="xs" c="dimmed">{t('filter.when')}</Text>
      <WindowEditor value={value.window ?? 'ever'} onChange={(window) => onChange({ ...value, window })} />
    </>
  )
}

export function NotSinceLeaf({ value, onChange }: { value: NotSince; onChange: (v: NotSince) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <Text fz="xs" c="dimmed">{t('filter.has')}</Text>
      <MatcherEditor value={value.first} onChange={(first) => onChange({ ...value, first })} />
      <Text fz="xs" c="dimmed">{t('filter.when')}</Text>
      <WindowEditor value={value.window ?? 'ever'} onChange={(window) => onChange({ ...value, window })} />
      <Text fz="xs" c="dimmed">{t('filter.not_since')}</Text>
      <MatcherEditor value={value.then} onChange={(then) => onChange({ ...value, then })} />
    </>
  )
}
