/** A failed call: what went wrong, in which fields, and what to do. */
import { Alert, Button, List, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/problem'

/** The text to show of any error. */
export function messageOf(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.status === 0) return i18next.t('error.offline')
    const first = error.errors[0]
    return error.detail || (first ? `${first.field}: ${first.message}` : error.title)
  }
  return error instanceof Error ? error.message : String(error)
}

/** A notification for actions that have no place of their own to show an error. */
export function notifyProblem(error: unknown) {
  notifications.show({ color: 'clay', title: i18next.t('error.failed'), message: messageOf(error), autoClose: 9_000 })
}

export function notifyDone(message: string) {
  notifications.show({ color: 'campo', message, autoClose: 3_500 })
}

export function Problem({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation()
  const errors = error instanceof ApiError ? error.errors : []
  const forbidden = error instanceof ApiError && error.status === 403
  return (
    <Alert color="clay" icon={<IconAlertTriangle size={18} />} role="alert" title={forbidden ? t('error.forbidden') : t('error.failed')}>
      {errors.length === 0 && <Text fz="sm">{messageOf(error)}</Text>}
      {errors.length > 0 && (
        <List fz="sm">
          {errors.map((e, i) => <List.Item key={i}>{e.field && <strong>{e.field}: </strong>}{e.message}</List.Item>)}
        </List>
      )}
      {retry && <Button mt="sm" size="xs" variant="default" onClick={retry}>{t('common.retry')}</Button>}
    </Alert>
  )
}
