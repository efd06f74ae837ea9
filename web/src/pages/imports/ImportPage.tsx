/** One import, step by step: columns, check, origin, progress, result. */
import { Alert, Stack, Stepper } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { importQuery } from '@/api/imports'
import type { ImportView } from '@/api/types'
import { Loaded, Waiting } from '@/components/Loaded'
import { Page } from '@/components/Page'
import { number } from '@/format'
import { said } from '@/i18n/said'
import { CheckStep } from './CheckStep'
import { MappingStep } from './MappingStep'
import { OriginStep } from './OriginStep'
import { ResultStep } from './ResultStep'

export function ImportPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/inside/import/$id' })
  const query = useQuery(importQuery(id))
  const file = query.data
  return (
    <Page
      title={file?.file_name ?? t('nav.import')} back={{ to: '/import', label: t('nav.import') }}
      text={file && [t(`importobject.${file.object}`), file.encoding, file.delimiter && t('imports.delimiter', { mark: file.delimiter === '\t' ? 'Tab' : file.delimiter }), file.whole && t('imports.rows', { n: number(file.rows) })].filter(Boolean).join(' · ')}
    >
      <Loaded query={query} skeleton={<Waiting lines={9} />}>{(f) => <Wizard key={f.id} file={f} />}</Loaded>
    </Page>
  )
}

function Wizard({ file }: { file: ImportView }) {
  const { t } = useTranslation()
  const [step, setStep] = useState(0)
  const over = file.state !== 'mapping'
  const active = over ? (file.state === 'running' ? 3 : 4) : step
  return (
    <Stack>
      <Stepper active={active} onStepClick={over ? undefined : (s) => s < active && setStep(s)} size="sm" allowNextStepsSelect={false} iconSize={32}>
        <Stepper.Step label={t('imports.step.mapping')} />
        <Stepper.Step label={t('imports.step.check')} />
        <Stepper.Step label={t('imports.step.origin')} />
        <Stepper.Step label={t('imports.step.result')} loading={file.state === 'running'} />
      </Stepper>
      {file.error && <Alert color="clay" role="alert" title={t('imports.failed')}>{said(file.error)}</Alert>}
      {!over && step === 0 && <MappingStep file={file} onNext={() => setStep(1)} />}
      {!over && step === 1 && <CheckStep file={file} onBack={() => setStep(0)} onNext={() => setStep(2)} />}
      {!over && step === 2 && <OriginStep file={file} onBack={() => setStep(1)} />}
      {over && <ResultStep file={file} />}
    </Stack>
  )
}
