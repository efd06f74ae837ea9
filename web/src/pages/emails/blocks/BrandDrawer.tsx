/** The brand of the mail: the company's, or its own: font, colours, button, logo. */
import { Autocomplete, Button, Divider, Drawer, Group, NumberInput, SegmentedControl, Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { definitionsQuery } from '@/api/definitions'
import type { Email } from '@/api/model'
import { useCan } from '@/api/session'
import { TextLink } from '@/components/links'
import { BrandSample } from './BrandSample'
import { Colour } from './Colour'
import { useDesk } from './desk'
import { pixels } from './look'
import { brandOf, FONTS, lookOf, wearsCompany, withBrand, withCompany, withOwn, type Brand } from './model/brand'
import { parse } from './model/parse'
import { PictureButton } from './PicturePicker'
import { useCompanyBrand } from './useCompanyBrand'

export function BrandDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return <Drawer opened={opened} onClose={onClose} title={t('blocks.brand')}><WhichBrand /></Drawer>
}

function WhichBrand() {
  const { t } = useTranslation()
  const { doc, changeDoc } = useDesk()
  const company = useCompanyBrand()
  const worn = wearsCompany(doc)
  const wear = (which: string) => changeDoc(which === 'company' ? withCompany(doc) : withOwn(doc, company))
  return (
    <Stack>
      <SegmentedControl fullWidth aria-label={t('blocks.brand')} value={worn ? 'company' : 'own'} onChange={wear} data={(['company', 'own'] as const).map((value) => ({ value, label: t(`brand.${value}`) }))} />
      {worn ? <CompanyFields look={lookOf(doc, company)} /> : <BrandFields />}
    </Stack>
  )
}

/** The company's brand is changed in one place, for every email that wears it. */
function CompanyFields({ look }: { look: Brand }) {
  const { t } = useTranslation()
  const can = useCan()
  return (
    <Stack>
      <Text fz="sm" c="dimmed">{t('brand.company_text')}</Text>
      <BrandSample brand={look} />
      {can('edit_settings') && <TextLink to="/settings/$section" params={{ section: 'brand' }} fz="sm">{t('brand.change')}</TextLink>}
    </Stack>
  )
}

function BrandFields() {
  const { t } = useTranslation()
  const { doc, changeDoc } = useDesk()
  const brand = brandOf(doc)
  const put = (key: keyof Brand, value: string) => changeDoc(withBrand(doc, { [key]: value }), `brand ${key}`)
  const colour = (key: keyof Brand) => <Colour key={key} size="sm" label={t(`blocks.brand.${key}`)} value={brand[key] ?? ''} onChange={(v) => put(key, v)} />
  const text = (key: keyof Brand, placeholder?: string) => <TextInput key={key} label={t(`blocks.brand.${key}`)} placeholder={placeholder} value={brand[key] ?? ''} onChange={(e) => put(key, e.currentTarget.value)} />
  const length = (key: keyof Brand, max: number) => <NumberInput key={key} label={t(`blocks.brand.${key}`)} suffix=" px" min={0} max={max} value={pixels(brand[key]) ?? ''} onChange={(v) => put(key, v === '' ? '' : `${v}px`)} />
  return (
    <Stack>
      <Text fz="sm" c="dimmed">{t('blocks.brand.text_about')}</Text>
      <FromOther />
      <Divider />
      <Autocomplete label={t('blocks.brand.font')} data={FONTS} value={brand.font ?? ''} onChange={(v) => put('font', v)} />
      <BrandSample brand={brand} />
      <SimpleGrid cols={2}>
        {[colour('text'), length('size', 40), colour('link'), colour('page'), colour('button'), colour('button_text'), length('radius', 60)]}
      </SimpleGrid>
      <Title order={3}>{t('blocks.brand.logo')}</Title>
      {text('logo', 'https://')}
      <Group><PictureButton onChoose={(picture) => put('logo', picture.url)} /></Group>
      <SimpleGrid cols={2}>{[text('logo_link', 'https://'), length('logo_width', 600)]}</SimpleGrid>
      <Text fz="xs" c="dimmed">{t('blocks.brand.logo_text')}</Text>
    </Stack>
  )
}

/** A mail may take over the brand of another. */
function FromOther() {
  const { t } = useTranslation()
  const { doc, changeDoc } = useDesk()
  const [from, setFrom] = useState<string | null>(null)
  const { data } = useQuery(definitionsQuery<Email>('email'))
  const take = () => {
    const other = data?.find((e) => e.key === from)
    if (other) changeDoc(withBrand(doc, brandOf(parse(other.body.mjml))))
  }
  const readable = (data ?? []).filter((e) => { try { parse(e.body.mjml); return e.state !== 'archived' } catch { return false } })
  return (
    <Group align="end" wrap="nowrap">
      <Select style={{ flex: 1 }} searchable label={t('blocks.brand.from')} data={readable.map((e) => ({ value: e.key, label: e.label }))} value={from} onChange={setFrom} />
      <Button variant="default" disabled={!from} onClick={take}>{t('blocks.brand.take')}</Button>
    </Group>
  )
}
