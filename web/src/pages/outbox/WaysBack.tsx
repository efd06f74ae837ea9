/** How bounces, complaints and reports reach us: each way, when something last came by it, and what is wrong with it. */
import { Badge, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { waysBackQuery } from '@/api/returned'
import type { WayBack } from '@/api/types'
import { Loaded, Waiting } from '@/components/Loaded'
import { Stamp } from '@/components/Stamp'
import { said } from '@/i18n/said'

export function WaysBack() {
  const { t } = useTranslation()
  return (
    <Card data-ways-back>
      <Title order={2} mb={4}>{t('ways_back.title')}</Title>
      <Loaded query={useQuery(waysBackQuery)} skeleton={<Waiting lines={2} />}>
        {({ bounce_domain: domain, items }) => (
          <>
            <Text fz="sm" c="dimmed">{domain ? t('ways_back.domain', { domain }) : t('ways_back.no_domain')}</Text>
            {domain && items.length === 0 && <Text fz="sm" mt="xs">{t('ways_back.none')}</Text>}
            {items.length > 0 && (
              <Stack component="ul" gap="sm" mt="sm" mb={0} p={0} style={{ listStyle: 'none' }} aria-label={t('ways_back.title')}>
                {items.map((way) => <Way key={`${way.kind} ${way.name}`} way={way} />)}
              </Stack>
            )}
          </>
        )}
      </Loaded>
    </Card>
  )
}

const COLOR = { fails: 'clay', works: 'campo', silent: 'gray' }

function Way({ way }: { way: WayBack }) {
  const { t } = useTranslation()
  const state = way.fails_since ? 'fails' : way.worked_at ? 'works' : 'silent'
  // A server that refuses a report works; what it was told of the provider may not.
  const word = state === 'fails' && way.kind === 'webhook' ? 'refuses' : state
  return (
    <li>
      <Group gap="xs">
        <Text fz="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>{t(`ways_back.kind.${way.kind}`, { name: way.label || way.name })}</Text>
        <Badge color={COLOR[state]}>{t(`ways_back.state.${word}`)}</Badge>
      </Group>
      <Text fz="xs" c="dimmed" component="div">
        {t('ways_back.heard')} {way.heard_at ? <Stamp at={way.heard_at} fz="xs" /> : t('ways_back.never')}
        {way.kind !== 'handed_in' && way.kind !== 'webhook' && way.worked_at && <> · {t(`ways_back.worked.${way.kind}`)} <Stamp at={way.worked_at} fz="xs" /></>}
        {way.fails_since && <> · {t('ways_back.since')} <Stamp at={way.fails_since} fz="xs" /></>}
      </Text>
      {way.reason && <Text fz="xs" style={{ overflowWrap: 'anywhere' }}>{said(way.reason)}</Text>}
    </li>
  )
}
