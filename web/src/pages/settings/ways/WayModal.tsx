/** A way out: what its kind has to be told, its limits, and where its provider reports to. */
import { Button, Code, Group, Modal, Select, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '@/api/queries'
import type { Way, WayKindView } from '@/api/types'
import { changeWay, createWay } from '@/api/ways'
import { NumberField } from '@/components/NumberField'
import { Problem } from '@/components/Problem'
import { goesWith, Told, told } from './Told'

interface Props { kinds: WayKindView[]; way?: Way; onClose: () => void }

export function WayModal({ kinds, way, onClose }: Props) {
  const { t } = useTranslation()
  const [kind, setKind] = useState(way?.kind ?? 'ses')
  const [key, setKey] = useState(way?.key ?? '')
  const [label, setLabel] = useState(way?.label ?? '')
  const [values, setValues] = useState<Record<string, string>>(way?.settings ?? {})
  const [dropped, setDropped] = useState<string[]>([])
  const [perSecond, setPerSecond] = useState<number | ''>(way?.per_second ?? '')
  const [perDay, setPerDay] = useState<number | ''>(way?.per_day ?? '')
  const [enabled, setEnabled] = useState(way?.enabled ?? true)
  const fields = kinds.find((k) => k.kind === kind)?.fields ?? []
  const save = useMutation({
    mutationFn: () => {
      const body = { label, settings: told(fields, values, dropped), per_second: perSecond || undefined, per_day: perDay || undefined, enabled }
      return way ? changeWay(way.key, body) : createWay({ ...body, key, kind })
    },
    onSuccess: () => { void queries.invalidateQueries({ queryKey: ['ways'] }); onClose() },
  })
  const hook = kind === 'smtp' ? undefined : `${window.location.origin}/hooks/${kind}/${key || '…'}`
  return (
    <Modal opened onClose={onClose} size="lg" title={t(way ? 'ways.edit' : 'ways.add', { label: way?.label })}>
      <form onSubmit={(e) => { e.preventDefault(); save.mutate() }}>
        <Stack>
          {!way && <Select label={t('ways.kind')} allowDeselect={false} value={kind} onChange={(k) => { setKind(k ?? 'ses'); setValues({}) }} data={kinds.map((k) => ({ value: k.kind, label: t(`ways.kind.${k.kind}`) }))} />}
          <Group grow align="flex-start">
            <TextInput required data-autofocus label={t('common.label')} value={label} onChange={(e) => setLabel(e.currentTarget.value)} />
            {!way && <TextInput required label={t('ways.key')} description={t('ways.key_text')} inputWrapperOrder={['label', 'input', 'description']} value={key} onChange={(e) => setKey(e.currentTarget.value)} />}
          </Group>
          {fields.map((f) => (
            <Told
              key={f.name} field={f} kind={kind} value={values[f.name] ?? ''} onChange={(v) => setValues({ ...values, [f.name]: v })} stored={way && way.secrets.includes(f.name)}
              dropped={dropped.some((name) => goesWith(name, f.name))} onDrop={(on) => setDropped(on ? [...dropped, f.name] : dropped.filter((name) => name !== f.name))}
            />
          ))}
          <Group grow align="flex-start">
            <NumberField label={t('ways.per_second')} value={perSecond} onChange={setPerSecond} min={1} />
            <NumberField label={t('ways.per_day')} value={perDay} onChange={setPerDay} min={1} />
          </Group>
          <Switch label={t('ways.enabled')} checked={enabled} onChange={(e) => setEnabled(e.currentTarget.checked)} />
          {hook && <Text fz="sm">{t('ways.hook')} <Code>{hook}</Code></Text>}
          {save.error && <Problem error={save.error} />}
          <Group justify="flex-end"><Button variant="default" onClick={onClose}>{t('common.cancel')}</Button><Button type="submit" loading={save.isPending}>{t('common.save')}</Button></Group>
        </Stack>
      </form>
    </Modal>
  )
}
