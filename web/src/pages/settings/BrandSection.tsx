/** The company's brand: what every email that wears it looks like. */
import { Alert, Autocomplete, Card, ColorInput, Grid, Group, List, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { definitionsQuery } from '@/api/definitions'
import type { CompanyBrand, Email, Settings } from '@/api/model'
import { useCan, useSession } from '@/api/session'
import { DefinitionBar } from '@/components/definition/DefinitionBar'
import { useWorkingCopy } from '@/components/definition/useWorkingCopy'
import { Waiting } from '@/components/Loaded'
import { NumberField } from '@/components/NumberField'
import { Problem } from '@/components/Problem'
import { number } from '@/format'
import { BrandSample } from '@/pages/emails/blocks/BrandSample'
import { COMPANY, FONTS } from '@/pages/emails/blocks/model/brand'
import { PictureButton } from '@/pages/emails/blocks/PicturePicker'
import { inWords } from '@/pages/emails/blocks/useCompanyBrand'
import { contrast } from './contrast'

/** Least contrast of a text that everybody can read. */
const LEAST = 4.5

export function BrandSection() {
  const may = useCan()('edit_settings')
  const inForce = useSession().settings.brand
  const work = useWorkingCopy<Settings>('settings', 'main')
  if (work.error != null) return <Problem error={work.error} retry={work.refetch} />
  if (!work.body) return <Waiting lines={10} />
  const brand: CompanyBrand = { ...inForce, ...work.body.brand }
  const change = (part: Partial<CompanyBrand>) => work.change({ brand: { ...brand, ...part } })
  return (
    <Stack>
      <DefinitionBar work={work} />
      <Grid>
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <fieldset disabled={!may} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}><BrandCards brand={brand} may={may} change={change} /></fieldset>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Stack>
            <BrandSample brand={inWords(brand)} />
            <Faint brand={brand} />
            <Worn />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  )
}

interface Editing { brand: CompanyBrand; may: boolean; change: (part: Partial<CompanyBrand>) => void }

function BrandCards({ brand, may, change }: Editing) {
  const { t } = useTranslation()
  const colour = (key: 'text' | 'link' | 'page' | 'button' | 'button_text') => <ColorInput key={key} format="hex" withEyeDropper={false} disabled={!may} label={t(`blocks.brand.${key}`)} value={brand[key]} onChange={(v) => change({ [key]: v })} />
  const pixels = (key: 'size' | 'radius' | 'logo_width', min: number, max: number) => <NumberField key={key} label={t(`blocks.brand.${key}`)} suffix=" px" min={min} max={max} value={brand[key]} onChange={(n) => n !== '' && change({ [key]: Number(n) })} />
  const address = (key: 'logo' | 'logo_link') => <TextInput key={key} label={t(`blocks.brand.${key}`)} placeholder="https://" value={brand[key]} onChange={(e) => change({ [key]: e.currentTarget.value.trim() })} />
  return (
    <Stack>
      <Card>
        <Title order={2} mb="sm">{t('brand.look')}</Title>
        <Autocomplete disabled={!may} label={t('blocks.brand.font')} data={FONTS} value={brand.font} onChange={(font) => change({ font })} />
        <SimpleGrid cols={{ base: 1, sm: 2 }} mt="md">
          {[colour('text'), pixels('size', 10, 40), colour('link'), colour('page'), colour('button'), colour('button_text'), pixels('radius', 0, 60)]}
        </SimpleGrid>
      </Card>
      <Card>
        <Title order={2} mb="sm">{t('blocks.brand.logo')}</Title>
        <Stack gap="sm">
          {address('logo')}
          {may && <Group><PictureButton onChoose={(picture) => change({ logo: picture.url })} /></Group>}
          <SimpleGrid cols={{ base: 1, sm: 2 }}>{[address('logo_link'), pixels('logo_width', 16, 600)]}</SimpleGrid>
          <Text fz="xs" c="dimmed">{t('brand.logo_text')}</Text>
        </Stack>
      </Card>
    </Stack>
  )
}

/** Pairs of colours that are hard to read. */
function Faint({ brand }: { brand: CompanyBrand }) {
  const { t } = useTranslation()
  const pairs = [['text', brand.text, '#ffffff'], ['page', brand.text, brand.page], ['link', brand.link, '#ffffff'], ['button', brand.button_text, brand.button]] as const
  const faint = pairs.flatMap(([what, ink, ground]) => {
    const ratio = contrast(ink, ground)
    return ratio !== undefined && ratio < LEAST ? [{ what, ratio }] : []
  })
  if (faint.length === 0) return null
  return (
    <Alert color="sun" title={t('brand.faint')}>
      <List fz="sm">{faint.map(({ what, ratio }) => <List.Item key={what}>{t('brand.ratio', { what: t(`brand.pair.${what}`), ratio: number(Math.floor(ratio * 10) / 10, 1), least: number(LEAST, 1) })}</List.Item>)}</List>
    </Alert>
  )
}

/** How many emails change with it. */
function Worn() {
  const { t } = useTranslation()
  const { data } = useQuery(definitionsQuery<Email>('email'))
  if (!data) return null
  const wearing = data.filter(({ state, body }) => state !== 'archived' && [body, ...Object.values(body.languages ?? {})].some((one) => one.mjml.includes(`"${COMPANY}"`)))
  return <Text fz="sm" c="dimmed">{t('brand.worn', { count: wearing.length })}</Text>
}
