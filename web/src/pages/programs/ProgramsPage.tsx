/** Programs with what came of them. */
import { Badge, Button, Group, Select, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconRoute } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { TextLink } from '@/components/links'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProgramKindName } from '@/api/model'
import { programsQuery } from '@/api/programs'
import { useCan } from '@/api/session'
import type { ProgramRow } from '@/api/types'
import { DataTable, type Column } from '@/components/DataTable'
import { Empty } from '@/components/Empty'
import { Page } from '@/components/Page'
import { Stamp } from '@/components/Stamp'
import { money, number, percent } from '@/format'
import { NewProgram } from './NewProgram'
import { PROGRAM_KINDS, programIcon } from './kinds'

export function ProgramsPage() {
  const { t } = useTranslation()
  const may = useCan()('edit_definitions')
  const navigate = useNavigate()
  const [adding, addingDo] = useDisclosure()
  const [type, setType] = useState<ProgramKindName | null>(null)
  const query = useQuery(programsQuery)
  const rows = query.data?.filter((p) => !type || p.type === type)
  const add = may && <Button leftSection={<IconPlus size={16} />} onClick={addingDo.open}>{t('programs.new')}</Button>
  return (
    <Page
      title={t('nav.programs')} text={t('programs.text')}
      actions={<><Select w={170} clearable aria-label={t('programs.type')} placeholder={t('programs.type')} value={type} onChange={(v) => setType(v as ProgramKindName | null)} data={PROGRAM_KINDS.map((k) => ({ value: k, label: t(`programkind.${k}`) }))} />{add}</>}
    >
      <DataTable
        label={t('nav.programs')} rows={rows} id={(p) => p.key} error={query.error} retry={() => void query.refetch()} columns={useColumns()}
        onOpen={(p) => void navigate({ to: '/programs/$key', params: { key: p.key } })} empty={<Empty icon={IconRoute} title={t('programs.empty')} text={t('programs.empty_text')} action={add} />}
      />
      <NewProgram opened={adding} onClose={addingDo.close} />
    </Page>
  )
}

function useColumns(): Column<ProgramRow>[] {
  const { t } = useTranslation()
  const share = (part: number, of: number) => (of > 0 ? <Text span fz="xs" c="dimmed"> {percent(part / of, 0)}</Text> : null)
  return [
    {
      key: 'label', title: t('common.label'), cell: (p) => {
        const Picture = programIcon(p.type)
        return (
          <Group gap="sm" wrap="nowrap">
            <Picture size={20} stroke={1.6} color="var(--mantine-color-campo-6)" aria-hidden style={{ flex: 'none' }} />
            <div>
              <TextLink to="/programs/$key" params={{ key: p.key }} fw={600} fz="sm" c="var(--siembra-ink)">{p.label}</TextLink>
              <Text fz="xs" c="dimmed">{t(`programkind.${p.type}`)} · {p.channel}{p.owner && ` · ${p.owner}`}</Text>
              {p.halt && <Badge hiddenFrom="sm" color="clay">{t('halt.badge')}</Badge>}
            </div>
          </Group>
        )
      },
    },
    { key: 'state', title: t('segments.state'), from: 'sm', cell: (p) => <ProgramState program={p} /> },
    { key: 'members', title: t('segments.members'), align: 'right', cell: (p) => number(p.figures.members) },
    { key: 'sent', title: t('programs.sent'), align: 'right', from: 'sm', cell: (p) => number(p.figures.sent) },
    { key: 'opened', title: t('programs.opened'), align: 'right', from: 'md', cell: (p) => <Text span inherit style={{ whiteSpace: 'nowrap' }}>{number(p.figures.opened)}{share(p.figures.opened, p.figures.reached)}</Text> },
    { key: 'clicked', title: t('programs.clicked'), align: 'right', from: 'sm', cell: (p) => <Text span inherit style={{ whiteSpace: 'nowrap' }}>{number(p.figures.clicked)}{share(p.figures.clicked, p.figures.reached)}</Text> },
    { key: 'success', title: t('programs.successes'), align: 'right', from: 'md', cell: (p) => number(p.figures.successes) },
    { key: 'cost', title: t('programs.cost'), align: 'right', from: 'md', cell: (p) => (p.figures.cost ? money(p.figures.cost, 0) : t('kpi.na')) },
    { key: 'acted', title: t('programs.acted'), from: 'lg', cell: (p) => <Stamp at={p.figures.last_acted} /> },
  ]
}

export function ProgramState({ program: p }: { program: Pick<ProgramRow, 'version' | 'active' | 'has_draft' | 'last_run' | 'halt'> }) {
  const { t } = useTranslation()
  if (p.version === null) return <Badge color="sun">{t('def.never')}</Badge>
  const run = p.last_run && ['sending', 'paused', 'scheduled'].includes(p.last_run.state) ? p.last_run.state : null
  return (
    <Group gap={4}>
      {run ? <Badge color="sky">{t(`run.state.${run}`)}</Badge> : <Badge color={p.active ? 'campo' : 'gray'}>{t(p.active ? 'programs.active' : 'programs.inactive')}</Badge>}
      {p.halt && <Badge color="clay">{t('halt.badge')}</Badge>}
      {p.has_draft && <Badge color="sun">{t('def.draft')}</Badge>}
    </Group>
  )
}
