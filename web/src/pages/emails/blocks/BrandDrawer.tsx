/** The brand of the mail: font, colours, button, logo; or that of another mail. */
import { Autocomplete, Box, Button, Divider, Drawer, Group, NumberInput, Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { definitionsQuery } from '@/api/definitions'
import type { Email } from '@/api/model'
import { Colour } from './Colour'
import { useDesk } from './desk'
import { pixels } from './look'
import { brandOf, FONTS, withBrand, type Brand } from './model/brand'
import { parse } from './model/parse'

export function BrandDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return <Drawer opened={opened} onClose={onClose} title={t('blocks.brand')}><BrandFields /></Drawer>
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
      <Box p="sm" bg={brand.page ?? '#ffffff'} style={{ borderRadius: 10, border: '1px solid var(--siembra-line)', fontFamily: brand.font }}>
        <Text inherit c={brand.text ?? '#000000'} fz={brand.size ?? 13}>{t('blocks.brand.sample')} <span style={{ color: brand.link ?? '#0000ee', textDecoration: 'underline' }}>{t('blocks.link')}</span></Text>
        <Box component="span" display="inline-block" mt={8} px={18} py={8} bg={brand.button ?? '#414141'} c={brand.button_text ?? '#ffffff'} style={{ borderRadius: brand.radius ?? 3 }}>{t('blocks.kind.button')}</Box>
      </Box>
      <SimpleGrid cols={2}>
        {[colour('text'), length('size', 40), colour('link'), colour('page'), colour('button'), colour('button_text'), length('radius', 60)]}
      </SimpleGrid>
      <Title order={3}>{t('blocks.brand.logo')}</Title>
      {text('logo', 'https://')}
      <SimpleGrid cols={2}>{[text('logo_link', 'https://'), length('logo_width', 600)]}</SimpleGrid>
      <Text fz="xs" c="dimmed">{t('blocks.brand.logo_text')}</Text>
    </Stack>
  )
}

/** Until the instance itself keeps a brand, a mail that has it hands it on. */
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
