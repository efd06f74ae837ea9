/** What is read before the mail is opened: subject and preheader. */
import { Card, SimpleGrid, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Email } from '@/api/model'
import { VariableInput } from './VariableInput'

export function EnvelopeFields({ email, change }: { email: Email; change: (part: Partial<Email>) => void }) {
  const { t } = useTranslation()
  return (
    <Card p="md">
      <SimpleGrid cols={{ base: 1, md: 3 }} spacing="sm">
        <TextInput label={t('common.label')} value={email.label} onChange={(e) => change({ label: e.currentTarget.value })} />
        <VariableInput
          label={t('emails.subject')} value={email.subject} onChange={(subject) => change({ subject })}
          beside={<Text fz="xs" c={email.subject.length > 60 ? 'var(--siembra-bad)' : 'dimmed'} className="num">{email.subject.length}</Text>}
        />
        <VariableInput label={t('emails.preheader')} value={email.preheader ?? ''} onChange={(preheader) => change({ preheader: preheader || undefined })} />
      </SimpleGrid>
    </Card>
  )
}
