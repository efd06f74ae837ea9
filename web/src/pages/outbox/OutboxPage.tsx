/** The outbox: captured messages as their recipients see them, and what became of every send. */
import { Box, Grid, Group, Paper, Tabs, Text, UnstyledButton } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { outboxQuery } from '@/api/outbox'
import { Empty } from '@/components/Empty'
import { Waiting } from '@/components/Loaded'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'
import { SendsTable } from '@/components/SendsTable'
import { Stamp } from '@/components/Stamp'
import { Returned } from './Returned'
import { MessageView } from './MessageView'
import { TroubleCard } from './TroubleCard'
import classes from './OutboxPage.module.css'
import { Pager } from '@/components/Pager'

const LIMIT = 50
/** What each tab beside the messages says of itself. */
const TEXT: Record<string, string> = { sends: 'sends.text', returned: 'returned.text' }

export function OutboxPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/inside/outbox' })
  const { tab = 'messages' } = search
  const navigate = useNavigate({ from: '/outbox' })
  return (
    <Page title={t('nav.outbox')} text={t(TEXT[tab] ?? 'outbox.text')}>
      <TroubleCard />
      <Tabs value={tab} keepMounted={false} onChange={(v) => void navigate({ search: { tab: v && v in TEXT ? v : undefined }, replace: true })}>
        <Tabs.List mb="md">
          <Tabs.Tab value="messages">{t('outbox.messages')}</Tabs.Tab>
          <Tabs.Tab value="sends">{t('sends.title')}</Tabs.Tab>
          <Tabs.Tab value="returned">{t('returned.title')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="messages"><Messages /></Tabs.Panel>
        <Tabs.Panel value="sends"><SendsTable shown={search} onShown={(shown) => void navigate({ search: { tab: 'sends', ...shown }, replace: true, resetScroll: false })} /></Tabs.Panel>
        <Tabs.Panel value="returned"><Returned /></Tabs.Panel>
      </Tabs>
    </Page>
  )
}

/** What was captured, a list beside the message. */
function Messages() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/inside/outbox' })
  const navigate = useNavigate({ from: '/outbox' })
  const query = useQuery(outboxQuery({ after: search.after, limit: LIMIT }))
  const list = query.data?.items
  const chosen = search.id ?? list?.[0]?.id
  return (
    <>
      {query.error && <Problem error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Waiting lines={10} />}
      {list?.length === 0 && <Empty icon={IconInbox} title={t('outbox.empty')} text={t('outbox.empty_text')} />}
      {list && list.length > 0 && query.data && (
        <Grid gap="md">
          <Grid.Col span={{ base: 12, md: 4 }}>
            <Paper withBorder style={{ overflow: 'hidden' }}>
              <Box className={classes.list}>
                <Box component="ul" className={classes.ul} aria-label={t('nav.outbox')}>
                  {list.map((m) => (
                    <li key={m.id}>
                      <UnstyledButton className={classes.item} data-on={m.id === chosen || undefined} aria-current={m.id === chosen} onClick={() => void navigate({ search: (old) => ({ ...old, id: m.id }), replace: true, resetScroll: false })}>
                        <Group justify="space-between" wrap="nowrap" gap="xs"><Text fz="sm" fw={600} truncate>{m.to}</Text><Stamp at={m.at} fz="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }} /></Group>
                        <Text fz="sm" truncate>{m.subject}</Text>
                        <Text fz="xs" c="dimmed" truncate>{m.from}</Text>
                      </UnstyledButton>
                    </li>
                  ))}
                </Box>
              </Box>
              <Pager page={query.data} after={search.after} limit={LIMIT} onGo={(after) => void navigate({ search: { after } })} />
            </Paper>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 8 }}>{chosen && <MessageView id={chosen} />}</Grid.Col>
        </Grid>
      )}
    </>
  )
}
