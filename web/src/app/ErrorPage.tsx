/** What shows when a page itself breaks, does not exist, or is not for the reader. */
import { Button, Center, Code, Stack, Text, Title } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { ButtonLink } from '@/components/links'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/problem'

export function ErrorPage({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const router = useRouter()
  return (
    <Center mih="60vh" p="lg" role="alert">
      <Stack align="center" maw={520}>
        <Title order={1}>{t('error.title')}</Title>
        <Text ta="center" c="dimmed">{error instanceof ApiError && error.status === 0 ? t('error.offline') : t('error.text')}</Text>
        <Code block maw="100%">{error instanceof Error ? error.message || error.name : String(error)}</Code>
        <Button onClick={() => void router.invalidate().then(() => location.reload())}>{t('common.retry')}</Button>
      </Stack>
    </Center>
  )
}

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Center mih="60vh" p="lg">
      <Stack align="center">
        <Title order={1}>{t('error.not_found')}</Title>
        <Text c="dimmed">{t('error.not_found_text')}</Text>
        <ButtonLink to="/">{t('nav.home')}</ButtonLink>
      </Stack>
    </Center>
  )
}

/** A place of the navigation that the reader's role does not have. */
export function Forbidden() {
  const { t } = useTranslation()
  return (
    <Center mih="60vh" p="lg" role="alert">
      <Stack align="center">
        <Title order={1}>{t('error.forbidden')}</Title>
        <Text c="dimmed" ta="center" maw={520}>{t('error.forbidden_text')}</Text>
        <ButtonLink to="/">{t('nav.home')}</ButtonLink>
      </Stack>
    </Center>
  )
}
