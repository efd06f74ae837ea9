/** The blocks of an email; or where its source makes no sense, and the way there. */
import { Alert, Button, Code, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Email } from '@/api/model'
import { BlockEditor } from './BlockEditor'
import { lineOf } from './model/parse'
import type { Blocks } from './useBlocks'

interface Props { blocks: Blocks; email: Email; change: (part: Partial<Email>) => void; readOnly: boolean; onSource: () => void; /** A snippet is part of an email and has nothing that is said of a whole one. */ part?: boolean }

export function BlocksTab({ blocks, email, change, readOnly, onSource, part = false }: Props) {
  const { t } = useTranslation()
  const { doc, wrong } = blocks
  if (doc) return <BlockEditor blocks={blocks} doc={doc} email={email} changeEmail={change} readOnly={readOnly} part={part} />
  if (!wrong) return null
  const { line, column } = lineOf(email.mjml, wrong.at)
  return (
    <Alert color="clay" icon={<IconAlertTriangle size={18} />} title={t('blocks.unreadable', { line, column })}>
      <Text fz="sm" mb="xs">{t(`blocks.wrong.${wrong.code}`, { name: wrong.name, other: wrong.other })}</Text>
      <Code block mb="sm">{email.mjml.split('\n')[line - 1]?.slice(0, 200) ?? ''}</Code>
      <Button size="xs" variant="default" onClick={onSource}>{t('blocks.to_source')}</Button>
    </Alert>
  )
}
