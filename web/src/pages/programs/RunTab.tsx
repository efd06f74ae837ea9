/** Sending a batch program: whom it would reach now, starting or scheduling it, and how its runs go. */
import { Box, Button, Card, Grid, Stack, Table, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { audienceQuery } from '@/api/programs'
import { useCan } from '@/api/session'
import type { ProgramView } from '@/api/types'
import { WaitingLine } from '@/components/approval/WaitingLine'
import { ContactCell } from '@/components/ContactCell'
import { Empty } from '@/components/Empty'
import { heldReason } from '@/components/held'
import { Loaded } from '@/components/Loaded'
import { number } from '@/format'
import { RunCard } from './RunCard'
import { SendModal } from './SendModal'

export function RunTab({ program }: { program: ProgramView }) {
  const { t } = useTranslation()
  const may = useCan()('send')
  const audience = useQuery({ ...audienceQuery(program.key), enabled: program.version !== null })
  const [asking, askingDo] = useDisclosure()
  if (program.version === null) return <Empty title={t('run.publish_first')} text={t('run.publish_first_text')} />
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Card>
          <Title order={2} mb="xs">{t('run.audience')}</Title>
          <Loaded query={audience}>
            {(a) => (
              <Stack gap="sm">
                <div>
                  <Text className="figure" fz={40} lh={1}>{number(a.sendable)}</Text>
                  <Text fz="sm" c="dimmed">{t('run.of_audience', { count: number(a.count) })}</Text>
                  {a.later > 0 && <Text fz="sm">{t('run.later', { n: number(a.later) })}</Text>}
                </div>
                <Text fz="sm">{a.sentence}</Text>
                {a.held.length > 0 && (
                  <Table verticalSpacing={3} aria-label={t('programs.held')}>
                    <Table.Tbody>{a.held.map((h) => <Table.Tr key={h.reason}><Table.Td fz="sm">{heldReason(t, h.reason)}</Table.Td><Table.Td ta="right" className="num" fz="sm">{number(h.count)}</Table.Td></Table.Tr>)}</Table.Tbody>
                  </Table>
                )}
                {a.sample.length > 0 && <div><Text fz="xs" c="dimmed" fw={600} mb={4}>{t('filter.sample')}</Text><Stack gap={6}>{a.sample.slice(0, 4).map((c) => <ContactCell key={c.id} contact={c} />)}</Stack></div>}
                {may && <Button leftSection={<IconSend size={16} />} disabled={a.count === 0} onClick={askingDo.open}>{t('run.send')}</Button>}
              </Stack>
            )}
          </Loaded>
        </Card>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Title order={2} mb="sm">{t('run.runs')}</Title>
        <Box mb="sm"><WaitingLine kind="program" name={program.key} action="run" /></Box>
        {program.runs.length === 0 && <Empty compact title={t('run.none')} />}
        <Stack>{program.runs.map((r) => <RunCard key={r.id} run={r} program={program.key} />)}</Stack>
      </Grid.Col>
      <SendModal program={program} reached={audience.data ? audience.data.sendable + audience.data.later : 0} opened={asking} onClose={askingDo.close} />
    </Grid>
  )
}
