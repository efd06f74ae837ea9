/** What belongs to no block: the preheader, the page around the mail, its width, the brand. */
import { Button, Stack, Text, Textarea } from '@mantine/core'
import { IconPalette } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useDesk } from './desk'
import { AttrColour, AttrPixels } from './inputs'
import { bodyOf } from './model/tree'

export function MailFields({ onBrand }: { onBrand: () => void }) {
  const { t } = useTranslation()
  const { doc, email, changeEmail, readOnly } = useDesk()
  const body = bodyOf(doc)
  return (
    <Stack gap="xs">
      <Textarea size="xs" autosize label={t('emails.preheader')} description={t('blocks.preheader_text')} readOnly={readOnly} value={email.preheader ?? ''} onChange={(e) => changeEmail({ preheader: e.currentTarget.value.replace(/\n/g, ' ') || undefined })} />
      <AttrColour block={body} name="background-color" label={t('blocks.brand.page')} />
      <AttrPixels block={body} name="width" label={t('blocks.width')} max={900} />
      {!readOnly && <Button size="xs" variant="light" leftSection={<IconPalette size={15} />} onClick={onBrand}>{t('blocks.brand')}</Button>}
      <Text fz="xs" c="dimmed">{t('blocks.select_hint')}</Text>
    </Stack>
  )
}
