/** Files that go with an email: uploaded, named as recipients see them, taken off. */
import { ActionIcon, Button, Card, FileButton, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconPaperclip, IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { uploadAttachment } from '@/api/files'
import type { Email } from '@/api/model'
import { useCan } from '@/api/session'
import { Problem } from '@/components/Problem'

type File_ = NonNullable<Email['attachments']>[number]

const MOST = 5
const TAKEN = '.pdf,.ics,.csv,.txt,.docx,.xlsx,.pptx,.png,.jpg,.jpeg,.gif,.webp'

export function Attachments({ files, onChange }: { files: File_[]; onChange: (files: File_[]) => void }) {
  const { t } = useTranslation()
  const may = useCan()('edit_definitions')
  const upload = useMutation({
    mutationFn: uploadAttachment,
    onSuccess: (kept) => onChange([...files, { file: /[0-9a-f]{64}/.exec(kept.path)?.[0] ?? '', name: kept.name }]),
  })
  const put = (i: number, name: string) => onChange(files.map((one, k) => (k === i ? { ...one, name } : one)))
  return (
    <Card>
      <Title order={3}>{t('attachments.title')}</Title>
      <Text fz="sm" c="dimmed" mb="sm">{t('attachments.text')}</Text>
      <Stack gap={6}>
        {files.map((one, i) => (
          <Group key={one.file + i} gap={6} wrap="nowrap">
            <IconPaperclip size={16} aria-hidden />
            <TextInput size="xs" style={{ flex: 1 }} aria-label={t('attachments.name')} maxLength={100} value={one.name} readOnly={!may} onChange={(e) => put(i, e.currentTarget.value)} />
            {may && <ActionIcon aria-label={`${t('common.remove')}: ${one.name}`} onClick={() => onChange(files.filter((_, k) => k !== i))}><IconX size={15} /></ActionIcon>}
          </Group>
        ))}
      </Stack>
      {upload.error && <Problem error={upload.error} />}
      {may && files.length < MOST && (
        <FileButton accept={TAKEN} onChange={(file) => file && upload.mutate(file)}>
          {(props) => <Button mt="xs" w="fit-content" size="compact-sm" variant="light" leftSection={<IconPaperclip size={14} />} loading={upload.isPending} {...props}>{t('attachments.add')}</Button>}
        </FileButton>
      )}
    </Card>
  )
}
