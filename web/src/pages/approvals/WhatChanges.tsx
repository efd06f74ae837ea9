/** What the draft would change of what is in force. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Approval } from '@/api/types'
import { DiffView } from '@/components/definition/DiffView'
import { ButtonLink } from '@/components/links'

export function WhatChanges({ request: one }: { request: Approval }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const to = one.versions[`${one.kind}/${one.key}`] ?? 1
  // The first version has nothing to be compared with; what was refused has no version of its own.
  if (to < 2 || (one.state !== 'waiting' && one.state !== 'approved')) return null
  const from = to - 1
  if (one.kind === 'email') {
    return <ButtonLink mt="sm" w="fit-content" size="compact-sm" variant="default" to="/emails/$key/compare" params={{ key: one.key }} search={{ from, to }}>{t('approvals.changes')}</ButtonLink>
  }
  return (
    <>
      <Button mt="sm" w="fit-content" size="compact-sm" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>{t('approvals.changes')}</Button>
      {open && <DiffView kind={one.kind} name={one.key} from={from} to={to} />}
    </>
  )
}
