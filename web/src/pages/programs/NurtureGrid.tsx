/** Where the members of a nurture program stand, and whose content has run out. */
import { Alert, Card, Group, Table, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ProgramView } from '@/api/types'
import { dateTime, humanise, number } from '@/format'
import { DEPTHS } from '../assets/AssetsPage'

export function NurtureGrid({ figures }: { figures: NonNullable<ProgramView['nurture']> }) {
  const { t } = useTranslation()
  const categories = [...new Set(figures.places.map((p) => p.category))]
  return (
    <Card>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{t('nurture.places')}</Title>
        {figures.next_cast && <Text fz="sm" c="dimmed">{t('nurture.next_cast', { at: dateTime(figures.next_cast) })}</Text>}
      </Group>
      {figures.exhausted > 0 && <Alert color="sun" mb="sm">{t('nurture.exhausted', { n: number(figures.exhausted) })} <Link to="/content">{t('nurture.add_content')}</Link></Alert>}
      <Table aria-label={t('nurture.places')}>
        <Table.Thead><Table.Tr><Table.Th>{t('nurture.category')}</Table.Th>{DEPTHS.map((d) => <Table.Th key={d} ta="right">{t(`depth.${d}`)}</Table.Th>)}</Table.Tr></Table.Thead>
        <Table.Tbody>
          {categories.map((c) => (
            <Table.Tr key={c}>
              <Table.Td fz="sm" fw={550}>{t(`nurture.category.${c}`, { defaultValue: humanise(c) })}</Table.Td>
              {DEPTHS.map((d) => {
                const place = figures.places.find((p) => p.category === c && p.depth === d)
                return <Table.Td key={d} ta="right" className="num" fz="sm">{number(place?.members ?? 0)}{!!place?.exhausted && <Text span fz="xs" c="var(--siembra-bad)"> · {t('nurture.n_exhausted', { n: number(place.exhausted) })}</Text>}</Table.Td>
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  )
}
