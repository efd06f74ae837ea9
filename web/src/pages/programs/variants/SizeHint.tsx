/** How large a test has to be, told before it begins, and what can be seen with the audience that there is. */
import { Alert, Group, Text } from '@mantine/core'
import { IconRuler2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VariantTest } from '@/api/model'
import { audienceQuery } from '@/api/programs'
import { testSizeQuery } from '@/api/tests'
import { NumberField } from '@/components/NumberField'
import { number, percent } from '@/format'

export function SizeHint({ segment, test }: { segment: string; test: VariantTest }) {
  const { t } = useTranslation()
  const { key: program } = useParams({ from: '/inside/programs/$key' })
  const [typedRate, setRate] = useState<number | ''>(3)
  const [typedLift, setLift] = useState<number | ''>(30)
  const [rate, lift] = [Number(typedRate), Number(typedLift)]
  const { data: size } = useQuery({ ...audienceQuery(program, segment), enabled: segment !== '' })
  const tried = (test.share ?? 100 - (test.holdout ?? 0)) / 100
  const each = size ? Math.floor(((size.sendable + size.later) * tried) / test.variants.length) : undefined
  const fine = rate > 0 && rate < 100 && lift > 0
  const answer = useQuery({ ...testSizeQuery({ rate: rate / 100, lift: lift / 100, variants: test.variants.length, each }), enabled: fine })
  if (test.by === 'revenue') return <Alert color="sky" icon={<IconRuler2 size={18} />}><Text fz="sm">{t('variants.size_revenue')}</Text></Alert>
  const needed = answer.data?.needed
  return (
    <Alert color={needed != null && each !== undefined && each < needed ? 'sun' : 'sky'} icon={<IconRuler2 size={18} />} title={t('variants.size')}>
      <Group align="flex-end" mb="xs">
        <NumberField size="xs" w={150} label={t('variants.rate')} suffix=" %" min={0.1} max={99} decimals={1} value={typedRate} onChange={setRate} />
        <NumberField size="xs" w={170} label={t('variants.lift')} suffix=" %" min={1} max={500} value={typedLift} onChange={setLift} />
      </Group>
      {needed != null && <Text fz="sm" data-needed={needed}>{t('variants.needed', { needed: number(needed), from: percent(rate / 100, 1), to: percent((rate / 100) * (1 + lift / 100), 1) })}</Text>}
      {each !== undefined && <Text fz="sm">{t('variants.each', { each: number(each) })} {answer.data && (answer.data.detectable != null ? t('variants.detectable', { lift: percent(answer.data.detectable, 0) }) : t('variants.undetectable'))}</Text>}
    </Alert>
  )
}
