/** What conditions can choose from: fields, segments, lists, programs, stages, content. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { definitionsQuery } from '@/api/definitions'
import type { Field, Lifecycle, Obj, Program } from '@/api/model'
import type { DefinitionRow, Kind } from '@/api/types'
import { withBuiltin } from '@/components/fields/builtin'

export interface Option { value: string; label: string }

export function useDefinitionOptions(kind: Kind): Option[] {
  const { data } = useQuery(definitionsQuery(kind))
  return useMemo(() => (data ?? []).filter((d) => d.state !== 'archived').map((d) => ({ value: d.key, label: d.label })), [data])
}

/** The fields in force: a draft is not a field yet, and saving a value of it would be refused. */
export function useFields(): Field[] {
  const { t } = useTranslation()
  const { data } = useQuery(definitionsQuery<Field>('field'))
  return useMemo(() => withBuiltin(inForce(data ?? []), (key) => t(`builtin.${key}`)), [data, t])
}

export const inForce = (rows: Pick<DefinitionRow<Field>, 'state' | 'body'>[]): Field[] => rows.filter((d) => d.state === 'published').map((d) => d.body)

/** Fields grouped by their object, as values `object.key`. */
export function useFieldOptions(objects: Obj[]) {
  const { t } = useTranslation()
  const fields = useFields()
  return objects
    .map((object) => ({
      group: t(`object.${object}`),
      items: fields.filter((f) => f.object === object).map((f) => ({ value: `${object}.${f.key}`, label: f.label })),
    }))
    .filter((g) => g.items.length > 0)
}

export function useStages(): Option[] {
  const { data } = useQuery(definitionsQuery<Lifecycle>('lifecycle'))
  return (data?.[0]?.body.stages ?? []).map((s) => ({ value: s.key, label: s.label }))
}

export function useProgramStatuses(key: string): Option[] {
  const { data } = useQuery(definitionsQuery<Program>('program'))
  return (data?.find((p) => p.key === key)?.body.statuses ?? []).map((s) => ({ value: s.key, label: s.label }))
}

/** Activities that conditions can name; the contact's own first. */
export const KINDS = [
  'page_viewed', 'session', 'form_submitted', 'content_consumed', 'webinar_attended', 'event_attended', 'inbound_touch', 'email_opened',
  'email_clicked', 'purchase', 'conversion', 'unsubscribed', 'email_sent', 'email_held', 'email_failed', 'email_bounced', 'email_complained', 'email_fetched', 'outbound_touch',
  'field_changed', 'stage_changed', 'lead_created', 'lead_qualified', 'lead_assigned', 'lead_accepted', 'lead_rejected', 'lead_recycled',
  'lead_closed', 'opportunity_opened', 'opportunity_won', 'opportunity_lost', 'consent_given', 'consent_withdrawn', 'records_merged',
  'identified', 'list_joined', 'list_left', 'address_suppressed', 'address_lifted', 'program_joined', 'program_status_changed', 'program_acted', 'nurture_exhausted', 'task_created',
  'alert_sent', 'sales_call', 'sales_email', 'sales_meeting', 'sales_demo',
]

export function useKindOptions(): Option[] {
  const { t } = useTranslation()
  return KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))
}
