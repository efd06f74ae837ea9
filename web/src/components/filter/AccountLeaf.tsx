/** So many contacts of the account, this one included, for whom a filter of its own holds. */
import { Box, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AtAccount } from '@/api/model'
import { CountEditor } from './CountEditor'
import classes from './filter.module.css'
import { FilterBuilder } from './FilterBuilder'
import { useHands } from './hands'

export function AccountLeaf({ value, onChange }: { value: AtAccount; onChange: (v: AtAccount) => void }) {
  const { t } = useTranslation()
  const { readOnly } = useHands()
  return (
    <>
      <CountEditor value={value.count ?? { at_least: 1 }} onChange={(count) => onChange({ ...value, count })} />
      <Text fz="xs">{t('filter.at_account')}</Text>
      <Box className={classes.break} />
      <Box className={classes.within}>
        <FilterBuilder value={value.who} onChange={(who) => onChange({ ...value, who })} label={t('filter.at_account')} readOnly={readOnly} atAccount />
      </Box>
    </>
  )
}
