/** What cannot be told from the file: asked, with what each answer would mean. */
import { Alert, Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core'
import { IconHelp } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportView } from '@/api/types'
import { said } from '@/i18n/said'

interface Props { question: ImportView['questions'][number]; onAnswer: (value: string) => void }

export function Question({ question: q, onAnswer }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  return (
    <Alert color="sun" icon={<IconHelp size={18} />} title={t('imports.question', { column: q.column })} data-question={q.column}>
      <Text fz="sm" mb="xs">{said(q.text)}</Text>
      {q.choices.length > 0 ? (
        <Radio.Group value="" onChange={onAnswer} aria-label={said(q.text)}>
          <Stack gap={8}>{q.choices.map((c) => <Radio key={c.value} value={c.value} label={c.value} description={c.example} />)}</Stack>
        </Radio.Group>
      ) : (
        <form onSubmit={(e) => { e.preventDefault(); onAnswer(text.trim()) }}>
          <Group gap="xs">
            <TextInput size="xs" w={120} aria-label={said(q.text)} placeholder={q.about === 'currency' ? 'EUR' : undefined} value={text} onChange={(e) => setText(e.currentTarget.value)} />
            <Button size="xs" type="submit" disabled={!text.trim()}>{t('common.save')}</Button>
          </Group>
        </form>
      )}
    </Alert>
  )
}
