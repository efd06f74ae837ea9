/** How far the import is, and what came of it. */
import { Card, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { ButtonLink } from '@/components/links'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '@/api/queries'
import type { ImportView } from '@/api/types'
import { number, percent } from '@/format'
import { Figures } from './Figures'

export function ResultStep({ file }: { file: ImportView }) {
  const { t } = useTranslation()
  const p = file.progress
  const share = p.rows ? Math.min(1, p.read / p.rows) : 0
  const running = file.state === 'running'
  useEffect(() => {
    if (running) return
    for (const key of ['contacts', 'accounts', 'imports', 'kpis']) void queries.invalidateQueries({ queryKey: [key] })
  }, [running])
  return (
    <Stack>
      <Card role="status">
        <Title order={2}>{t(`imports.title.${file.state}`)}</Title>
        {running && (
          <>
            <Progress value={share * 100} size="lg" mt="sm" animated aria-label={t('imports.step.result')} />
            <Text fz="sm" c="dimmed" mt={6} className="num">{p.rows ? t('imports.progress', { read: number(p.read), rows: number(p.rows), share: percent(share, 0) }) : number(p.read)}</Text>
          </>
        )}
        {file.state === 'finished' && <Text fz="sm" c="dimmed">{t('imports.finished_text')}</Text>}
      </Card>
      <Figures file={file} />
      {!running && (
        <Group>
          {file.object === 'contacts' && <ButtonLink to="/contacts" search={{ import: file.id }}>{t('imports.see_contacts')}</ButtonLink>}
          <ButtonLink to="/import" variant={file.object === 'contacts' ? 'default' : 'filled'}>{t('imports.another')}</ButtonLink>
        </Group>
      )}
    </Stack>
  )
}
