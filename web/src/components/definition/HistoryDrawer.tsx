/** The versions of a definition: who, when, why; the difference of two; rolling back. */
import { Badge, Button, Drawer, Group, Paper, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isAsked } from '@/api/approvals'
import { definitionChanged, historyQuery, rollBack } from '@/api/definitions'
import { useCan } from '@/api/session'
import { ButtonLink } from '@/components/links'
import { Loaded } from '@/components/Loaded'
import { notifyDone, Problem } from '@/components/Problem'
import { Stamp } from '@/components/Stamp'
import { DiffView } from './DiffView'
import type { WorkingCopy } from './useWorkingCopy'

const COLOR = { draft: 'sun', published: 'campo', archived: 'gray' } as const

export function HistoryDrawer<B>({ work, opened, onClose }: { work: WorkingCopy<B>; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const may = useCan()('publish_definitions')
  const query = useQuery({ ...historyQuery(work.kind, work.key), enabled: opened })
  const [pair, setPair] = useState<[number, number] | null>(null)
  const back = useMutation({
    mutationFn: (version: number) => rollBack(work.kind, work.key, version),
    onSuccess: async (answer, version) => {
      notifyDone(isAsked(answer) ? t('approvals.asked') : t('def.rolled_back', { version }))
      work.discard()
      await definitionChanged()
    },
  })
  return (
    <Drawer opened={opened} onClose={onClose} size="xl" title={t('def.history_of', { label: work.definition?.label ?? '' })}>
      {back.error && <Problem error={back.error} />}
      <Loaded query={query}>
        {(versions) => (
          <Stack gap="sm">
            {versions.map((v, i) => {
              const before = versions[i + 1]
              const open = pair?.[1] === v.version
              return (
                <Paper key={v.version} withBorder p="sm">
                  <Group justify="space-between">
                    <Group gap="xs">
                      <Text className="figure" fz="lg">v{v.version}</Text>
                      <Badge color={COLOR[v.state]}>{t(`def.state.${v.state}`)}</Badge>
                      <Text fz="sm">{v.author ?? t('def.system')}</Text>
                      <Stamp at={v.at} c="dimmed" />
                    </Group>
                    <Group gap={6}>
                      {before && work.kind === 'email' && (
                        <ButtonLink size="compact-sm" variant="subtle" to="/emails/$key/compare" params={{ key: work.key }} search={{ from: before.version, to: v.version }} onClick={onClose}>
                          {t('def.compare', { version: before.version })}
                        </ButtonLink>
                      )}
                      {before && work.kind !== 'email' && (
                        <Button size="compact-sm" variant="subtle" onClick={() => setPair(open ? null : [before.version, v.version])} aria-expanded={open}>
                          {t('def.compare', { version: before.version })}
                        </Button>
                      )}
                      {may && v.state === 'archived' && (
                        <Button size="compact-sm" variant="default" loading={back.isPending && back.variables === v.version} onClick={() => back.mutate(v.version)}>
                          {t('def.roll_back')}
                        </Button>
                      )}
                    </Group>
                  </Group>
                  {v.note && <Text fz="sm" c="dimmed" mt={4}>{v.note}</Text>}
                  {open && pair && <DiffView kind={work.kind} name={work.key} from={pair[0]} to={pair[1]} />}
                </Paper>
              )
            })}
          </Stack>
        )}
      </Loaded>
    </Drawer>
  )
}
