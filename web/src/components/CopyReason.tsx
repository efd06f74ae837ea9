/** The reason in one text with its link, as a field of a CRM takes it: copied, and read before it is. */
import { Button, CopyButton, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

export function CopyReason({ reason }: { reason: string | null }) {
  const { t } = useTranslation()
  if (!reason) return null
  return (
    <CopyButton value={reason}>
      {({ copied, copy }) => (
        <Tooltip label={reason} events={{ hover: true, focus: true, touch: false }}>
          <Button mt="sm" w="fit-content" size="compact-sm" variant="subtle" leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />} onClick={copy}>{t(copied ? 'gates.copied' : 'gates.copy')}</Button>
        </Tooltip>
      )}
    </CopyButton>
  )
}
