/** What recipients may choose to receive. A topic keeps its key, by which addresses remember that they opted out of it. */
import { ActionIcon, Button, Card, Group, Stack, Text, TextInput, Title, Tooltip } from '@mantine/core'
import { IconLanguage, IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '@/api/model'
import { useSession } from '@/api/session'
import { keyOf } from '@/components/definition/keyOf'
import { languageName } from '@/format'
import { LANGUAGES } from '@/i18n'

type Topic = NonNullable<Settings['topics']>[number]

/** Languages of the pages that recipients see. */
const TAGS = Object.keys(LANGUAGES)

export function TopicsEditor({ topics, onChange }: { topics: Topic[]; onChange: (topics: Topic[]) => void }) {
  const { t } = useTranslation()
  const [told, setTold] = useState<number | null>(null)
  const inForce = useSession().settings.topics
  const isFixed = (topic: Topic) => inForce.some((one) => one.key === topic.key)
  const put = (i: number, part: Partial<Topic>) => onChange(topics.map((one, k) => (k === i ? { ...one, ...part } : one)))
  const taken = (key: string, but: number) => topics.some((one, k) => k !== but && one.key === key)
  /** Until it is in force, its name gives it its key. */
  const named = (i: number, label: string) => {
    const follows = !isFixed(topics[i]) && topics[i].key === keyOf(topics[i].label)
    put(i, follows && !taken(keyOf(label), i) ? { label, key: keyOf(label) } : { label })
  }
  return (
    <Card>
      <Title order={2}>{t('topics.title')}</Title>
      <Text fz="sm" c="dimmed" mb="sm">{t('topics.text')}</Text>
      <Stack gap="xs">
        {topics.map((topic, i) => (
          <Stack key={i} gap="xs">
            <Group gap="xs" align="flex-end" wrap="wrap">
              <TextInput size="xs" style={{ flex: '1 1 140px' }} label={t('common.label')} value={topic.label} onChange={(e) => named(i, e.currentTarget.value)} />
              <TextInput size="xs" w={130} label={t('topics.key')} readOnly={isFixed(topic)} value={topic.key} onChange={(e) => put(i, { key: e.currentTarget.value.trim().toLowerCase() })} />
              <TextInput size="xs" style={{ flex: '3 1 220px' }} label={t('common.description')} value={topic.description ?? ''} onChange={(e) => put(i, { description: e.currentTarget.value || undefined })} />
              <Tooltip label={t('topics.languages')}>
                <ActionIcon mb={4} variant={topic.languages ? 'light' : 'subtle'} aria-expanded={told === i} aria-label={`${t('topics.languages')}: ${topic.label}`} onClick={() => setTold(told === i ? null : i)}><IconLanguage size={15} /></ActionIcon>
              </Tooltip>
              <ActionIcon mb={4} aria-label={`${t('common.remove')}: ${topic.label}`} onClick={() => onChange(topics.filter((_, k) => k !== i))}><IconX size={15} /></ActionIcon>
            </Group>
            {told === i && <InLanguages topic={topic} onChange={(languages) => put(i, { languages })} />}
          </Stack>
        ))}
      </Stack>
      <Button mt="xs" w="fit-content" size="compact-sm" variant="light" leftSection={<IconPlus size={15} />} onClick={() => onChange([...topics, { key: '', label: '' }])}>{t('common.add')}</Button>
    </Card>
  )
}

/** What readers of the other languages read; without it they read the topic's own words. */
function InLanguages({ topic, onChange }: { topic: Topic; onChange: (languages: Topic['languages']) => void }) {
  const { t } = useTranslation()
  const put = (tag: string, part: { label?: string; description?: string }) => {
    const { label, description } = { label: '', description: '', ...topic.languages?.[tag], ...part }
    const { [tag]: _, ...others } = topic.languages ?? {}
    const all = label || description ? { ...others, [tag]: { label, ...(description ? { description } : {}) } } : others
    onChange(Object.keys(all).length > 0 ? all : undefined)
  }
  const text = (tag: string, part: 'label' | 'description', flex: string) => (
    <TextInput
      size="xs" style={{ flex }} label={`${t(part === 'label' ? 'common.label' : 'common.description')}, ${languageName(tag)}`}
      placeholder={topic[part]} value={topic.languages?.[tag]?.[part] ?? ''} onChange={(e) => put(tag, { [part]: e.currentTarget.value })}
    />
  )
  return (
    <Stack gap="xs" pl="md" role="group" aria-label={`${t('topics.languages')}: ${topic.label}`}>
      {TAGS.map((tag) => <Group key={tag} gap="xs" wrap="wrap">{text(tag, 'label', '1 1 140px')}{text(tag, 'description', '3 1 220px')}</Group>)}
    </Stack>
  )
}
