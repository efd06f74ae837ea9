/** What the mail provider asks to have in SPF. */
import { Autocomplete, Button, Group } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '@/api/queries'
import { changeSender } from '@/api/senders'
import type { SenderDomain } from '@/api/types'
import { Problem } from '@/components/Problem'
import { PROVIDERS } from './SendersSection'

export function SpfField({ sender }: { sender: SenderDomain }) {
  const { t } = useTranslation()
  const [spf, setSpf] = useState(sender.spf ?? '')
  const change = useMutation({
    mutationFn: () => changeSender(sender.domain, { spf: spf.trim() }),
    onSuccess: (changed) => { setSpf(changed.spf ?? ''); queries.setQueryData(['senders', sender.domain], changed) },
  })
  return (
    <form onSubmit={(e) => { e.preventDefault(); change.mutate() }}>
      <Group align="flex-end" gap="xs">
        <Autocomplete style={{ flex: '1 1 260px' }} maw={420} label={t('senders.spf')} description={t('senders.spf_text')} placeholder="include:spf.example.net" value={spf} onChange={setSpf} data={PROVIDERS} />
        <Button type="submit" variant="default" disabled={spf.trim() === (sender.spf ?? '')} loading={change.isPending}>{t('common.save')}</Button>
      </Group>
      {change.error && <Problem error={change.error} />}
    </form>
  )
}
