/** The dry run: what the import would do, without doing it. */
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { IconTestPipe } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { dryRun } from '@/api/imports'
import { queries } from '@/api/queries'
import type { ImportView } from '@/api/types'
import { Problem } from '@/components/Problem'
import { Figures } from './Figures'

export function CheckStep({ file, onBack, onNext }: { file: ImportView; onBack: () => void; onNext: () => void }) {
  const { t } = useTranslation()
  const check = useMutation({ mutationFn: () => dryRun(file.id), onSuccess: (view) => queries.setQueryData(['import', file.id], view) })
  const done = file.progress.dry_run && file.progress.read > 0
  return (
    <Stack>
      <Card>
        <Title order={2}>{t('imports.check_title')}</Title>
        <Text fz="sm" c="dimmed" mb="md">{t('imports.check_text')}</Text>
        <Button variant={done ? 'default' : 'filled'} leftSection={<IconTestPipe size={16} />} loading={check.isPending} onClick={() => check.mutate()}>{t(done ? 'imports.check_again' : 'imports.check')}</Button>
      </Card>
      {check.error && <Problem error={check.error} />}
      {done && <Figures file={file} />}
      <Group justify="space-between">
        <Button variant="default" onClick={onBack}>{t('imports.back')}</Button>
        <Button variant={done ? 'filled' : 'default'} onClick={onNext}>{t('imports.continue')}</Button>
      </Group>
    </Stack>
  )
}
