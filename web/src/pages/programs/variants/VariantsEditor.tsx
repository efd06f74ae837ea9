/** Which variants of a batch program are tried, by whom, and how the best one is found. */
import { Button, Card, Group, SegmentedControl, Select, SimpleGrid, Stack, Switch, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Variant, VariantTest } from '@/api/model'
import { NumberField } from '@/components/NumberField'
import { SizeHint } from './SizeHint'
import { VariantFields } from './VariantFields'

const AIMS = ['clicks', 'opens', 'conversions', 'revenue'] as const
const MOST = 6

const begin = (label: (letter: string) => string): VariantTest => ({
  variants: ['a', 'b'].map((key) => ({ key, label: label(key.toUpperCase()) })),
  by: 'clicks', after_hours: 24, sample: 100, unclear: 'leading', share: 20,
})

interface Props { segment: string; value: VariantTest | undefined; onChange: (test: VariantTest | undefined) => void }

export function VariantsEditor({ segment, value: test, onChange }: Props) {
  const { t } = useTranslation()
  const named = (letter: string) => t('variants.named', { letter })
  return (
    <Card>
      <Group justify="space-between" mb={test ? 'sm' : 0}>
        <div><Title order={2}>{t('variants.title')}</Title><Text fz="sm" c="dimmed">{t('variants.text')}</Text></div>
        <Switch label={t('variants.switch')} checked={!!test} onChange={(e) => onChange(e.currentTarget.checked ? begin(named) : undefined)} />
      </Group>
      {test && <Rules segment={segment} test={test} named={named} onChange={onChange} />}
    </Card>
  )
}

function Rules({ segment, test, named, onChange }: { segment: string; test: VariantTest; named: (letter: string) => string; onChange: (test: VariantTest) => void }) {
  const { t } = useTranslation()
  const { variants } = test
  const put = (part: Partial<VariantTest>) => onChange({ ...test, ...part })
  const change = (n: number, part: Partial<Variant>) => put({ variants: variants.map((v, i) => (i === n ? { ...v, ...part } : v)) })
  const add = () => {
    const key = [...'abcdefgh'].find((letter) => variants.every((v) => v.key !== letter)) ?? `v${variants.length}`
    put({ variants: [...variants, { key, label: named(key.toUpperCase()) }] })
  }
  return (
    <Stack>
      {variants.map((v, n) => <VariantFields key={v.key} variant={v} first={n === 0} onChange={(part) => change(n, part)} onRemove={variants.length > 2 ? () => put({ variants: variants.filter((_, i) => i !== n) }) : undefined} />)}
      {variants.length < MOST && <Button variant="default" w="fit-content" leftSection={<IconPlus size={16} />} onClick={add}>{t('variants.add')}</Button>}
      <SegmentedControl
        w="fit-content" aria-label={t('variants.mode')} value={test.share == null ? 'split' : 'winner'} onChange={(mode) => put({ share: mode === 'split' ? undefined : 20 })}
        data={[{ value: 'winner', label: t('variants.mode.winner') }, { value: 'split', label: t('variants.mode.split') }]}
      />
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
        {test.share != null && <NumberField label={t('variants.share')} description={t('variants.share_text')} suffix=" %" min={1} max={99} value={test.share} onChange={(v) => put({ share: Number(v) || 1 })} />}
        <Select label={t('variants.by')} description={t('variants.by_text')} allowDeselect={false} data={AIMS.map((a) => ({ value: a, label: t(`variants.aim.${a}`) }))} value={test.by} onChange={(by) => put({ by: by as VariantTest['by'] })} />
        <NumberField label={t('variants.after')} description={t('variants.after_text')} min={1} max={720} value={test.after_hours ?? ''} onChange={(v) => put({ after_hours: Number(v) || 1 })} />
        <NumberField label={t('variants.sample')} description={t('variants.sample_text')} min={1} value={test.sample ?? ''} onChange={(v) => put({ sample: Number(v) || 1 })} />
        <NumberField label={t('variants.holdout')} description={t('variants.holdout_text')} suffix=" %" min={0} max={50} value={test.holdout ?? 0} onChange={(v) => put({ holdout: Number(v) || undefined })} />
        {test.share != null && <Select label={t('variants.unclear')} description={t('variants.unclear_text')} allowDeselect={false} data={(['leading', 'wait'] as const).map((u) => ({ value: u, label: t(`variants.unclear.${u}`) }))} value={test.unclear ?? 'leading'} onChange={(u) => put({ unclear: u as VariantTest['unclear'] })} />}
      </SimpleGrid>
      <SizeHint segment={segment} test={test} />
    </Stack>
  )
}
