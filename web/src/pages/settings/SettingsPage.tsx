/** Settings: a section each. */
import { Box, Grid } from '@mantine/core'
import {
  IconAlertOctagon, IconAt, IconCoin, IconCode, IconFlag, IconHistory, IconKey, IconListDetails, IconMailOff, IconPalette, IconSend, IconTag, IconUsersGroup, IconWorldCog, type Icon,
} from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { PlaceLink } from '@/components/links'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '@/api/session'
import type { Right } from '@/api/types'
import { Empty } from '@/components/Empty'
import { Page } from '@/components/Page'
import { AuditSection } from './AuditSection'
import { BrandSection } from './BrandSection'
import { CostsSection } from './CostsSection'
import { DefinitionsSection } from './DefinitionsSection'
import { FieldsSection } from './FieldsSection'
import { GoalsSection } from './GoalsSection'
import { InstanceSection } from './InstanceSection'
import { KeysSection } from './KeysSection'
import { ParkedSection } from './ParkedSection'
import { SendersSection } from './senders/SendersSection'
import { SuppressionsSection } from './SuppressionsSection'
import { TrackingSection } from './TrackingSection'
import { UsersSection } from './UsersSection'
import { WaysSection } from './ways/WaysSection'

const SECTIONS: { key: string; icon: Icon; right: Right; view: ComponentType }[] = [
  { key: 'instance', icon: IconWorldCog, right: 'read_definitions', view: InstanceSection },
  { key: 'brand', icon: IconPalette, right: 'read_definitions', view: BrandSection },
  { key: 'users', icon: IconUsersGroup, right: 'read_users', view: UsersSection },
  { key: 'fields', icon: IconTag, right: 'read_definitions', view: FieldsSection },
  { key: 'goals', icon: IconFlag, right: 'read_definitions', view: GoalsSection },
  { key: 'costs', icon: IconCoin, right: 'read_costs', view: CostsSection },
  { key: 'definitions', icon: IconListDetails, right: 'read_definitions', view: DefinitionsSection },
  { key: 'keys', icon: IconKey, right: 'edit_keys', view: KeysSection },
  { key: 'tracking', icon: IconCode, right: 'edit_keys', view: TrackingSection },
  { key: 'suppressions', icon: IconMailOff, right: 'read_sends', view: SuppressionsSection },
  { key: 'senders', icon: IconAt, right: 'read_sends', view: SendersSection },
  { key: 'ways', icon: IconSend, right: 'edit_settings', view: WaysSection },
  { key: 'parked', icon: IconAlertOctagon, right: 'edit_parked', view: ParkedSection },
  { key: 'audit', icon: IconHistory, right: 'read_audit', view: AuditSection },
]

export function SettingsPage() {
  const { t } = useTranslation()
  const can = useCan()
  const { section = 'instance' } = useParams({ strict: false }) as { section?: string }
  const open = SECTIONS.filter((s) => can(s.right))
  const View = open.find((s) => s.key === section)?.view
  const known = SECTIONS.some((s) => s.key === section)
  return (
    <Page title={t('nav.settings')} text={t(`settings.text.${section}`, { defaultValue: '' })}>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 3, lg: 2 }}>
          <Box component="nav" aria-label={t('nav.settings')}>
            {open.map(({ key, icon: Picture }) => (
              <PlaceLink
                key={key} to="/settings/$section" params={{ section: key }} label={t(`settings.${key}`)} active={key === section} variant="subtle" py={6}
                aria-current={key === section ? 'page' : undefined} leftSection={<Picture size={17} stroke={1.7} aria-hidden />}
              />
            ))}
          </Box>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 9, lg: 10 }}>{View ? <View /> : known ? <Empty title={t('error.forbidden')} text={t('settings.forbidden')} /> : <Empty title={t('error.not_found')} text={t('error.not_found_text')} />}</Grid.Col>
      </Grid>
    </Page>
  )
}
