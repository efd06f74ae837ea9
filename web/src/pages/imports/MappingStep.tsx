/** Which column goes where and how its values are read; what cannot be told from the file is asked. */
import { Alert, Button, Card, Group, List, Select, Stack, Table, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { putMapping } from '@/api/imports'
import { queries } from '@/api/queries'
import type { ColumnMapping, ImportMapping, ImportView } from '@/api/types'
import { Problem } from '@/components/Problem'
import { said } from '@/i18n/said'
import { ColumnRow } from './ColumnRow'
import { PreviewTable } from './PreviewTable'
import { Question } from './Question'

const ENCODINGS = ['utf-8', 'windows-1252', 'iso-8859-15', 'utf-16le', 'utf-16be']
const DELIMITERS = [',', ';', '\t', '|']

export function MappingStep({ file, onNext }: { file: ImportView; onNext: () => void }) {
  const { t } = useTranslation()
  const save = useMutation({
    mutationFn: (m: ImportMapping) => putMapping(file.id, m),
    onSuccess: (view) => queries.setQueryData(['import', file.id], view),
  })
  const { mapping, questions } = file
  const rule = (name: string): ColumnMapping => mapping.columns?.find((c) => c.column === name) ?? { column: name }
  const put = (next: ColumnMapping) =>
    save.mutate({ ...mapping, columns: file.columns.map((c) => (c.name === next.column ? next : rule(c.name))) })
  const stuck = questions.length + file.problems.length
  return (
    <Stack>
      {questions.map((q) => <Question key={q.column + q.about} question={q} onAnswer={(v) => put({ ...rule(q.column), [q.about]: v })} />)}
      {file.problems.length > 0 && (
        <Alert color="clay" title={t('imports.cannot_start')}>
          <List fz="sm">{file.problems.map((p) => <List.Item key={p.reason}>{said(p.reason)}. {said(p.remedy)}</List.Item>)}</List>
        </Alert>
      )}
      {file.delimiter && (
        <Group>
          <Select w={180} label={t('imports.encoding')} allowDeselect={false} value={mapping.encoding ?? file.encoding} onChange={(v) => v && save.mutate({ ...mapping, encoding: v })} data={[...new Set([file.encoding ?? 'utf-8', ...ENCODINGS])]} />
          <Select
            w={140} label={t('imports.separator')} allowDeselect={false} value={mapping.delimiter ?? file.delimiter} onChange={(v) => v && save.mutate({ ...mapping, delimiter: v })}
            data={DELIMITERS.map((d) => ({ value: d, label: d === '\t' ? 'Tab' : d }))}
          />
        </Group>
      )}
      <Card p={0}>
        <div className="table-scroll">
          <Table aria-label={t('imports.step.mapping')} miw={900}>
            <Table.Thead><Table.Tr><Table.Th>{t('imports.column')}</Table.Th><Table.Th>{t('imports.samples')}</Table.Th><Table.Th>{t('imports.goes_to')}</Table.Th><Table.Th>{t('imports.read_as')}</Table.Th></Table.Tr></Table.Thead>
            <Table.Tbody>
              {file.columns.map((c) => <ColumnRow key={c.name} column={c} rule={rule(c.name)} targets={file.targets} open={questions.some((q) => q.column === c.name)} onChange={put} />)}
            </Table.Tbody>
          </Table>
        </div>
      </Card>
      <PreviewTable file={file} />
      {save.error && <Problem error={save.error} />}
      <Group justify="flex-end">
        {stuck > 0 && <Text fz="sm" c="dimmed">{t('imports.answer_first', { count: stuck })}</Text>}
        <Button disabled={stuck > 0 || save.isPending} loading={save.isPending} onClick={onNext}>{t('imports.continue')}</Button>
      </Group>
    </Stack>
  )
}
