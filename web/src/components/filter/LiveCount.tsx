/** How many contacts a filter holds, as it is written: number, sentence, some of them. */
import { Box, Card, Group, Loader, Progress, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { TextLink } from '@/components/links'
import { useTranslation } from 'react-i18next'
import type { Filter } from '@/api/model'
import { countQuery } from '@/api/segments'
import { number, percent } from '@/format'
import { Problem } from '../Problem'
import { isComplete } from './complete'

/** How long nobody may have typed before it is asked: with the answer it stays under 300 ms. */
const PAUSE = 100

export function LiveCount({ filter, sample = true }: { filter: Filter; sample?: boolean }) {
  const { t } = useTranslation()
  const [settled] = useDebouncedValue(filter, PAUSE)
  const complete = isComplete(settled)
  const { data, error, isFetching, refetch } = useQuery({ ...countQuery(settled), enabled: complete })
  if (error && complete) return <Problem error={error} retry={() => void refetch()} />
  const share = data && data.of > 0 ? data.count / data.of : 0
  return (
    <Card aria-live="polite" aria-busy={isFetching}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Box>
          <Group gap="sm" align="baseline">
            <Text className="figure" fz={38} lh={1.05} data-testid="live-count">{data ? number(data.count) : '–'}</Text>
            <Text fz="sm" c="dimmed">{data && t('filter.of_contacts', { of: number(data.of), share: percent(share) })}</Text>
          </Group>
          {!complete && <Text fz="sm" c="var(--siembra-bad)">{t('filter.incomplete')}</Text>}
        </Box>
        {isFetching ? <Loader size="xs" /> : data && <Text fz="xs" c="dimmed" className="num" style={{ whiteSpace: 'nowrap' }}>{t('filter.took', { ms: number(data.ms, data.ms < 10 ? 2 : 0) })}</Text>}
      </Group>
      <Progress value={share * 100} size={5} mt="xs" aria-label={t('filter.share')} />
      {data && <Text fz="sm" mt="sm">{data.sentence}</Text>}
      {sample && data && data.sample.length > 0 && (
        <Stack gap={4} mt="sm">
          <Text fz="xs" c="dimmed" fw={600}>{t('filter.sample')}</Text>
          {data.sample.slice(0, 6).map((c) => (
            <Text key={c.id} fz="sm" truncate>
              <TextLink to="/contacts/$id" params={{ id: c.id }} fz="sm">{c.name}</TextLink>
              <Text span c="dimmed" fz="sm"> {[c.job_title, c.company ?? c.account?.name].filter(Boolean).join(' · ')}</Text>
            </Text>
          ))}
        </Stack>
      )}
    </Card>
  )
}
