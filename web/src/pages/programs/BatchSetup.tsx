/** A batch program: one email to one segment, in variants where they are tried. */
import { Card, Select, SimpleGrid, Title } from '@mantine/core'
import { TextLink } from '@/components/links'
import { useTranslation } from 'react-i18next'
import type { VariantTest } from '@/api/model'
import { useDefinitionOptions } from '@/components/filter/options'
import { VariantsEditor } from './variants/VariantsEditor'

interface Batch { segment: string; email: string; test?: VariantTest | null }

export function BatchSetup({ value, onChange }: { value: Batch; onChange: (v: Batch) => void }) {
  const { t } = useTranslation()
  const segments = useDefinitionOptions('segment')
  const emails = useDefinitionOptions('email')
  return (
    <>
      <Card>
        <Title order={2} mb="sm">{t('programkind.batch')}</Title>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Select
            label={t('programs.segment')} required searchable data={segments} value={value.segment || null} onChange={(v) => onChange({ ...value, segment: v ?? '' })}
            description={value.segment && <TextLink to="/segments/$key" params={{ key: value.segment }} fz="xs">{t('programs.open_segment')}</TextLink>}
          />
          <Select
            label={t('programs.email')} required searchable data={emails} value={value.email || null} onChange={(v) => onChange({ ...value, email: v ?? '' })}
            description={value.email && <TextLink to="/emails/$key" params={{ key: value.email }} fz="xs">{t('assets.open_email')}</TextLink>}
          />
        </SimpleGrid>
      </Card>
      <VariantsEditor segment={value.segment} value={value.test ?? undefined} onChange={(test) => onChange({ ...value, test })} />
    </>
  )
}
