/** The places of the product, in the order of the navigation. */
import {
  IconBook2, IconBuilding, IconDatabaseSearch, IconFilter, IconFileImport, IconHome, IconInbox, IconMail, IconRoute, IconScale,
  IconSettings, IconTargetArrow, IconUserCheck, IconUsers, type Icon,
} from '@tabler/icons-react'
import type { Right } from '@/api/types'

export interface Place { to: string; label: string; icon: Icon; right?: Right }
export interface PlaceGroup { label?: string; places: Place[] }

export const NAV: PlaceGroup[] = [
  { places: [{ to: '/', label: 'nav.home', icon: IconHome }] },
  {
    label: 'nav.group.people',
    places: [
      { to: '/contacts', label: 'nav.contacts', icon: IconUsers },
      { to: '/accounts', label: 'nav.accounts', icon: IconBuilding },
      { to: '/worklist', label: 'nav.worklist', icon: IconTargetArrow },
      { to: '/segments', label: 'nav.segments', icon: IconFilter },
    ],
  },
  {
    label: 'nav.group.reach',
    places: [
      { to: '/content', label: 'nav.content', icon: IconBook2 },
      { to: '/emails', label: 'nav.emails', icon: IconMail },
      { to: '/programs', label: 'nav.programs', icon: IconRoute },
      { to: '/approvals', label: 'nav.approvals', icon: IconUserCheck, right: 'read_definitions' },
      { to: '/outbox', label: 'nav.outbox', icon: IconInbox, right: 'read_sends' },
    ],
  },
  {
    label: 'nav.group.rules',
    places: [
      { to: '/scoring', label: 'nav.scoring', icon: IconScale },
      { to: '/import', label: 'nav.import', icon: IconFileImport, right: 'import' },
      { to: '/query', label: 'nav.query', icon: IconDatabaseSearch, right: 'query' },
      { to: '/settings', label: 'nav.settings', icon: IconSettings },
    ],
  },
]
