/** Which segments in force share members with this one, or with its draft. */
import { Box, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Shared } from '@/api/segments'
import { TextLink } from '@/components/links'
import { number, percent } from '@/format'

interface Props { overlap: Shared[]; own: number; said: 'rehearse.overlap_said' | 'segments.overlap_said' }

export function OverlapBars({ overlap, own, said }: Props) {
  const { t } = useTranslation()
  return (
    <div>
      <Title order={3} fz="md" mb="xs">{t('rehearse.overlap')}</Title>
      <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {overlap.slice(0, 8).map((o) => (
          <Box component="li" key={o.segment}>
            <Group justify="space-between" gap="xs">
              <TextLink to="/segments/$key" params={{ key: o.segment }} fz="sm">{o.label}</TextLink>
              <Text fz="xs" c="dimmed" className="num">{t(said, { both: number(o.both), share: percent(own ? o.both / own : 0, 0), members: number(o.members) })}</Text>
            </Group>
            <Progress value={own ? (o.both / own) * 100 : 0} size={6} mt={3} aria-label={o.label} />
          </Box>
        ))}
      </Stack>
    </div>
  )
}
