/** Which column goes where and how its values are read; what cannot be told from the file is asked. */
import { Alert, Button, Card, Group, Radio, Select, Stack, Table, Text } from '@mantine/core'
import { IconHelp } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { putMapping } from '@/api/imports'
import { queries } from '@/api/queries'
import type { ImportColumn, ImportMapping, ImportView } from '@/api/types'
import { Problem } from '@/components/Problem'
import { ColumnRow } from './ColumnRow'
import { PreviewTable } from './PreviewTable'

const ENCODINGS = ['utf-8', 'windows-1252', 'iso-8859-15', 'utf-16le', 'utf-16be']
const DELIMITERS = [',', ';', '\t', '|']

export function MappingStep({ file, onNext }: { file: ImportView; onNext: () => void }) {
  const { t } = useTranslation()
  const [mapping, setMapping] = useState<ImportMapping>(file.mapping)
  const save = useMutation({
    mutationFn: (m: ImportMapping) => putMapping(file.id, m),
    onSuccess: (view) => { queries.setQueryData(['import', file.id], view); setMapping(view.mapping) },
  })
  const put = (m: ImportMapping) => { setMapping(m); save.mutate(m) }
  const column = (name: string, part: Partial<ImportColumn>) => put({ ...mapping, columns: mapping.columns.map((c) => (c.name === name ? { ...c, ...part } : c)) })
  const csv = !!file.mapping.delimiter
  const { encoding = '', delimiter = '' } = mapping
  const asked = file.questions
  return (
    <Stack>
      {asked.map((q) => (
        <Alert key={q.column + q.about} color="sun" icon={<IconHelp size={18} />} title={t('imports.question', { column: q.column })} data-question={q.column}>
          <Text fz="sm" mb="xs">{q.text}</Text>
          {q.choices.length > 0 && (
            <Radio.Group value="" onChange={(v) => column(q.column, { [q.about]: v })} aria-label={q.text}>
              <Group>{q.choices.map((c) => <Radio key={c} value={c} label={c} />)}</Group>
            </Radio.Group>
          )}
        </Alert>
      ))}
      {csv && (
        <Group>
          <Select w={180} label={t('imports.encoding')} allowDeselect={false} value={encoding} onChange={(v) => v && put({ ...mapping, encoding: v })} data={[...new Set([encoding, ...ENCODINGS])]} />
          <Select w={140} label={t('imports.separator')} allowDeselect={false} value={delimiter} onChange={(v) => v && put({ ...mapping, delimiter: v })} data={DELIMITERS.map((d) => ({ value: d, label: d === '\t' ? 'Tab' : d }))} />
        </Group>
      )}
      <Card p={0}>
        <div className="table-scroll">
          <Table aria-label={t('imports.step.mapping')} miw={900}>
            <Table.Thead><Table.Tr><Table.Th>{t('imports.column')}</Table.Th><Table.Th>{t('imports.samples')}</Table.Th><Table.Th>{t('imports.goes_to')}</Table.Th><Table.Th>{t('imports.read_as')}</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>{mapping.columns.map((c) => <ColumnRow key={c.name} column={c} fields={file.fields} open={asked.some((q) => q.column === c.name)} onChange={(part) => column(c.name, part)} />)}</Table.Tbody>
          </Table>
        </div>
      </Card>
      <PreviewTable file={file} />
      {save.error && <Problem error={save.error} />}
      <Group justify="flex-end">
        {asked.length > 0 && <Text fz="sm" c="dimmed">{t('imports.answer_first', { count: asked.length })}</Text>}
        <Button disabled={asked.length > 0 || save.isPending} loading={save.isPending} onClick={onNext}>{t('imports.continue')}</Button>
      </Group>
    </Stack>
  )
}
