/** Any definition as text: what the export holds, editable where no page of its own exists. */
import { useParams } from '@tanstack/react-router'
import { ButtonLink } from '@/components/links'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/session'
import type { Kind } from '@/api/types'
import { CodeEditor } from '@/components/CodeEditor'
import { DefinitionBar } from '@/components/definition/DefinitionBar'
import { useWorkingCopy, type WorkingCopy } from '@/components/definition/useWorkingCopy'
import { Waiting } from '@/components/Loaded'
import { Page } from '@/components/Page'
import { Problem } from '@/components/Problem'

const OWN_PAGE: Partial<Record<Kind, (key: string) => string>> = {
  segment: (k) => `/segments/${k}`, email: (k) => `/emails/${k}`, asset: (k) => `/content/${k}`, program: (k) => `/programs/${k}?tab=setup`,
  scoring: () => '/scoring', qualification: () => '/scoring?tab=qualification', lifecycle: () => '/scoring?tab=lifecycle', assignment: () => '/scoring?tab=assignment', settings: () => '/settings/instance', field: () => '/settings/fields', goal: () => '/settings/goals',
}

export function DefinitionPage() {
  const { kind, key } = useParams({ from: '/inside/definitions/$kind/$key' })
  return <Editor key={kind + key} kind={kind as Kind} name={key} />
}

function Editor({ kind, name }: { kind: Kind; name: string }) {
  const { t } = useTranslation()
  const work = useWorkingCopy<Record<string, unknown>>(kind, name)
  const own = OWN_PAGE[kind]?.(name)
  return (
    <Page
      title={work.definition?.label ?? name} text={t(`defkind.${kind}`)} back={{ to: '/settings/definitions', label: t('settings.definitions') }}
      actions={own && <ButtonLink to={own} variant="default">{t('definitions.open_page')}</ButtonLink>}
    >
      {work.error != null && <Problem error={work.error} retry={work.refetch} />}
      {!work.body && !work.error && <Waiting lines={10} />}
      {work.body && <><DefinitionBar work={work} /><Text work={work} /></>}
    </Page>
  )
}

function Text({ work }: { work: WorkingCopy<Record<string, unknown>> }) {
  const { t } = useTranslation()
  const may = useCan()('edit_definitions')
  const kept = JSON.stringify(work.body, null, 2)
  const [text, setText] = useState(kept)
  const [wrong, setWrong] = useState<string | null>(null)
  useEffect(() => { if (!work.dirty) { setText(kept); setWrong(null) } }, [kept, work.dirty])
  const put = (next: string) => {
    setText(next)
    try {
      const body = JSON.parse(next) as Record<string, unknown>
      setWrong(null)
      if (JSON.stringify(body) !== JSON.stringify(work.body)) work.change(body)
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <>
      {wrong && <Problem error={new Error(`${t('definitions.not_json')} ${wrong}`)} />}
      <CodeEditor language="json" label={t('definitions.text')} value={text} onChange={put} height={620} readOnly={!may} />
    </>
  )
}
