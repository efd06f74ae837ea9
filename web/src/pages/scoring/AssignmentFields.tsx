/** One assignment rule: for whom, to whom, and how long sales has to answer. */
import { Group, MultiSelect, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AssignmentRule } from '@/api/model'
import { usersQuery } from '@/api/settings'
import { NumberField } from '@/components/NumberField'
import { FilterDisclosure } from '@/components/filter/FilterDisclosure'

type To = AssignmentRule['to']
const WAYS = ['account_owner', 'user', 'round_robin'] as const
type Way = (typeof WAYS)[number]

const wayOf = (to: To): Way => (typeof to === 'string' ? 'account_owner' : 'user' in to ? 'user' : 'round_robin')

/** The users that a target names. */
const namedBy = (to: To): string[] => (typeof to === 'string' ? [] : 'user' in to ? [to.user].filter(Boolean) : to.round_robin)

/** The same users, reached another way. */
function target(way: Way, users: string[]): To {
  switch (way) {
    case 'account_owner': return 'account_owner'
    case 'user': return { user: users[0] ?? '' }
    case 'round_robin': return { round_robin: users }
  }
}

export function AssignmentFields({ rule: r, onChange }: { rule: AssignmentRule; onChange: (part: Partial<AssignmentRule>) => void }) {
  const { t } = useTranslation()
  const users = (useQuery(usersQuery).data ?? []).filter((u) => u.active)
  const [way, named] = [wayOf(r.to), namedBy(r.to)]
  // Whoever a rule names and who has left stays visible, so that they can be replaced.
  const people = [...users.map((u) => ({ value: u.email, label: u.name })), ...named.filter((email) => !users.some((u) => u.email === email)).map((email) => ({ value: email, label: email }))]
  const who = (label: string) => `${r.label}: ${label}`
  return (
    <>
      <Group gap="xs">
        <TextInput size="xs" style={{ flex: '1 1 180px' }} aria-label={t('common.label')} value={r.label} onChange={(e) => onChange({ label: e.currentTarget.value })} />
        <Select size="xs" w={180} allowDeselect={false} aria-label={who(t('assignment.to'))} value={way} data={WAYS.map((w) => ({ value: w, label: t(`assignment.way.${w}`) }))} onChange={(w) => w && onChange({ to: target(w as Way, named) })} />
        {way === 'user' && <Select size="xs" w={200} searchable allowDeselect={false} aria-label={who(t('assignment.person'))} placeholder={t('assignment.person')} value={named[0] ?? null} data={people} error={named.length === 0} onChange={(email) => email && onChange({ to: { user: email } })} />}
        <NumberField size="xs" w={150} min={1} max={2000} aria-label={who(t('lifecycle.sla'))} suffix={` ${t('lifecycle.business_hours')}`} value={r.sla_hours} onChange={(n) => n !== '' && onChange({ sla_hours: Number(n) })} />
      </Group>
      {way === 'round_robin' && <MultiSelect size="xs" mt={6} searchable aria-label={who(t('assignment.people'))} placeholder={named.length ? undefined : t('assignment.people')} value={named} data={people} error={named.length === 0} onChange={(emails) => onChange({ to: { round_robin: emails } })} />}
      <FilterDisclosure value={r.when} onChange={(when) => onChange({ when })} label={who(t('lifecycle.condition'))} />
    </>
  )
}
