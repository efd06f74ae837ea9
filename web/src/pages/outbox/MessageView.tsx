/** One captured message: head, body, text, headers. */
import { Box, Button, Card, Code, Group, Table, Tabs, Text, Title } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { messageHtmlQuery, messageQuery } from '@/api/outbox'
import { Loaded, Waiting } from '@/components/Loaded'
import { MailFrame } from '@/components/MailFrame'
import { dateTime, number } from '@/format'

export function MessageView({ id }: { id: string }) {
  const { t } = useTranslation()
  const query = useQuery(messageQuery(id))
  return (
    <Card>
      <Loaded query={query} skeleton={<Waiting lines={10} />}>
        {(m) => (
          <>
            <Title order={2}>{m.subject}</Title>
            <Group justify="space-between" mt={4} mb="sm" gap="xs">
              <Text fz="sm">{m.from} → <strong>{m.to}</strong></Text>
              <Text fz="xs" c="dimmed" className="num">{dateTime(m.at)} · {t('outbox.size', { kb: number(m.size / 1024, 1) })}</Text>
            </Group>
            {m.attachments.length > 0 && (
              <Group gap="xs" mb="sm">
                {m.attachments.map((file, i) => (
                  <Button key={i} component="a" href={`/api/v1/outbox/${m.id}/attachments/${i}`} download={file.name} size="compact-sm" variant="default" leftSection={<IconPaperclip size={14} />}>
                    {file.name} · {t('outbox.size', { kb: number(file.size / 1024, 1) })}
                  </Button>
                ))}
              </Group>
            )}
            <Tabs defaultValue={m.has_html ? 'html' : 'text'} key={m.id}>
              <Tabs.List mb="sm">
                {m.has_html && <Tabs.Tab value="html">{t('outbox.html')}</Tabs.Tab>}
                <Tabs.Tab value="text">{t('outbox.plain')}</Tabs.Tab>
                <Tabs.Tab value="headers">{t('outbox.headers')}</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="html"><Html id={m.id} title={m.subject} /></Tabs.Panel>
              <Tabs.Panel value="text"><Box component="pre" m={0} fz="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{m.text}</Box></Tabs.Panel>
              <Tabs.Panel value="headers">
                <Table verticalSpacing={4} aria-label={t('outbox.headers')}>
                  <Table.Tbody>{m.headers.map((h, i) => <Table.Tr key={i}><Table.Td w={200} fz="xs" fw={600}>{h.name}</Table.Td><Table.Td><Code fz="xs" style={{ overflowWrap: 'anywhere' }}>{h.value}</Code></Table.Td></Table.Tr>)}</Table.Tbody>
                </Table>
              </Tabs.Panel>
            </Tabs>
          </>
        )}
      </Loaded>
    </Card>
  )
}

function Html({ id, title }: { id: string; title: string }) {
  return <Loaded query={useQuery(messageHtmlQuery(id))} skeleton={<Waiting lines={10} />}>{(html) => <MailFrame title={title} html={html} />}</Loaded>
}
