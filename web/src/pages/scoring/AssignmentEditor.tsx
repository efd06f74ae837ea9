/** To whom an AQL goes: the first rule that matches. */
import { Alert, Card, Stack, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Assignment, AssignmentRule } from '@/api/model'
import { useCan } from '@/api/session'
import { DefinitionBar } from '@/components/definition/DefinitionBar'
import { Rows } from '@/components/definition/Rows'
import { useWorkingCopy } from '@/components/definition/useWorkingCopy'
import { countLeaves } from '@/components/filter/leaves'
import { Waiting } from '@/components/Loaded'
import { Problem } from '@/components/Problem'
import { AssignmentFields } from './AssignmentFields'
import { Head } from './LifecycleEditor'

const USUAL_HOURS = 8

export function AssignmentEditor() {
  const { t } = useTranslation()
  const may = useCan()('edit_definitions')
  const work = useWorkingCopy<Assignment>('assignment', 'main')
  const { body, change } = work
  if (work.error != null) return <Problem error={work.error} retry={work.refetch} />
  if (!body) return <Waiting lines={8} />
  const { rules } = body
  const add = () => change({ rules: [...rules, { label: fresh(rules, t('assignment.new_rule')), when: { all: [] }, to: 'account_owner', sla_hours: USUAL_HOURS }] })
  const takes = (rule: AssignmentRule) => rule.to !== 'account_owner' && countLeaves(rule.when ?? { all: [] }) === 0
  return (
    <Stack>
      <DefinitionBar work={work} />
      <fieldset disabled={!may} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
        <Stack>
          <Card><TextInput maw={420} label={t('common.label')} value={body.label} onChange={(e) => change({ label: e.currentTarget.value })} /></Card>
          <Card>
            <Head title={t('assignment.rules')} text={t('assignment.rules_text')} add={t('scoring.add_rule')} onAdd={add} />
            <Rows items={rules} label={(r) => r.label} onChange={(next) => change({ rules: next })}>
              {(rule, put) => <AssignmentFields rule={rule} onChange={put} />}
            </Rows>
            {!rules.some(takes) && <Alert mt="sm" color="sun">{t('assignment.no_fallback')}</Alert>}
          </Card>
        </Stack>
      </fieldset>
    </Stack>
  )
}

/** Turns are counted by a rule's name, so no two may share one. */
function fresh(rules: AssignmentRule[], label: string): string {
  return rules.some((r) => r.label === label) ? `${label} ${rules.length + 1}` : label
}
