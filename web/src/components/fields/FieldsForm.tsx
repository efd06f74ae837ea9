/** Edits the fields of a record by their definitions; only what was changed is sent. */
import { Button, Card, Group, Select, SimpleGrid, Stack } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Json, Obj, Relationship } from '@/api/model'
import { fieldErrors } from '@/api/problem'
import { useCan } from '@/api/session'
import { usersQuery } from '@/api/settings'
import type { Fields } from '@/api/types'
import { RELATIONSHIPS } from '@/components/filter/ChoiceLeaves'
import { useFields } from '@/components/filter/options'
import { notifyDone, Problem } from '@/components/Problem'
import { useLeaveGuard } from '@/components/useLeaveGuard'
import { FieldInput } from './FieldInput'

interface Rest { relationship?: Relationship; owner?: string }
interface Props {
  object: Obj
  values: Fields
  relationship: Relationship
  owner: string | null
  save: (changed: Fields, rest: Rest) => Promise<void>
}

export function FieldsForm({ object, values, relationship, owner, save }: Props) {
  const { t } = useTranslation()
  const may = useCan()('edit_records')
  const fields = useFields().filter((f) => f.object === object)
  const users = useQuery(usersQuery).data ?? []
  const [changed, setChanged] = useState<Fields>({})
  const [rest, setRest] = useState<Rest>({})
  const dirty = Object.keys(changed).length + Object.keys(rest).length > 0
  const reset = () => { setChanged({}); setRest({}) }
  useLeaveGuard(dirty, reset)
  const submit = useMutation({ mutationFn: () => save(changed, rest), onSuccess: () => { reset(); notifyDone(t('common.saved')) } })
  const errors = fieldErrors(submit.error)
  const put = (key: string, v: Json) => setChanged((old) => {
    const next = { ...old, [key]: v }
    if (JSON.stringify(v ?? null) === JSON.stringify(values[key] ?? null)) delete next[key]
    return next
  })
  return (
    <Card component="form" onSubmit={(e) => { e.preventDefault(); submit.mutate() }}>
      <fieldset disabled={!may} style={{ border: 0, padding: 0, margin: 0 }}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="sm">
          {fields.map((f) => (
            <FieldInput key={f.key} field={f} value={f.key in changed ? changed[f.key] : values[f.key] ?? null} onChange={(v) => put(f.key, v)} error={errors[`fields.${f.key}`] ?? errors[f.key]} />
          ))}
          <Select
            label={t('contacts.relationship')} allowDeselect={false} value={rest.relationship ?? relationship} data={RELATIONSHIPS.map((r) => ({ value: r, label: t(`relationship.${r}`) }))}
            onChange={(r) => setRest((old) => ({ ...old, relationship: (r as Relationship) ?? undefined }))}
          />
          <Select
            label={t('contacts.owner')} searchable value={rest.owner ?? owner} data={users.map((u) => ({ value: u.id, label: u.name }))}
            onChange={(o) => o && setRest((old) => ({ ...old, owner: o }))} placeholder={t('common.none')}
          />
        </SimpleGrid>
      </fieldset>
      <Stack mt="md">
        {submit.error != null && <Problem error={submit.error} />}
        {may && (
          <Group justify="flex-end">
            <Button variant="default" disabled={!dirty} onClick={reset}>{t('def.discard')}</Button>
            <Button type="submit" disabled={!dirty} loading={submit.isPending}>{t('common.save')}</Button>
          </Group>
        )}
      </Stack>
    </Card>
  )
}
