/** What a preflight found, area by area: each finding with its remedy and the way to where it is mended. */
import { Alert, Badge, Checkbox, Group, List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Preflight, PreflightFinding } from '@/api/types'
import { ContactCell } from '@/components/ContactCell'
import { placeOf } from '@/components/definition/place'
import { TextLink } from '@/components/links'
import { number, sentence } from '@/format'
import { said } from '@/i18n/said'
import { unsupported } from '@/pages/emails/clients/support'

const AREAS = ['audience', 'test', 'sender', 'template', 'variables', 'subject', 'links', 'pictures', 'contrast', 'size', 'spam'] as const

interface Props {
  preflight: Preflight
  /** Of the program that is to be sent; an email alone has none. */
  program?: string
  /** Codes that are passed over, and how that is changed. */
  despite?: string[]
  onDespite?: (codes: string[]) => void
}

export function Findings({ preflight, program, despite = [], onDespite }: Props) {
  const { t } = useTranslation()
  const { findings, skipped, messages, audience } = preflight
  const shown = AREAS.filter((a) => (a !== 'audience' || audience) && (a !== 'test' || messages.length > 1 || findings.some((f) => f.area === 'test')))
  const errors = findings.filter((f) => f.severity === 'error').length
  return (
    <Stack gap="sm" data-preflight={preflight.ready ? 'ready' : 'errors'}>
      <Alert color={errors ? 'clay' : 'campo'} icon={errors ? <IconCircleX size={18} /> : <IconCircleCheck size={18} />} title={errors ? t('preflight.errors', { count: errors }) : t('preflight.ready')}>
        <Text fz="sm">{t('preflight.looked', { warnings: findings.length - errors, size: number(Math.ceil(Math.max(0, ...messages.map((m) => m.size)) / 1024)) })}</Text>
      </Alert>
      <Stack gap={6} component="ul" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {shown.map((area) => {
          const own = findings.filter((f) => f.area === area)
          const not = skipped.filter((s) => s.area === area)
          const worst = own.some((f) => f.severity === 'error') ? 'error' : own.length ? 'warning' : not.length ? 'skipped' : 'fine'
          return (
            <li key={area} data-area={area} data-worst={worst}>
              <Group gap={8} wrap="nowrap" align="center"><Mark worst={worst} /><Text fz="sm" fw={600}>{t(`preflight.area.${area}`)}</Text>{worst === 'fine' && <Text fz="xs" c="dimmed">{t('preflight.fine')}</Text>}</Group>
              {own.map((f, i) => <One key={i} finding={f} program={program} accepted={despite.includes(f.code)} onAccept={onDespite && ((on) => onDespite(on ? [...despite, f.code] : despite.filter((c) => c !== f.code)))} />)}
              {not.map((s, i) => <Text key={i} fz="xs" c="dimmed" pl={28}>{t('preflight.not_looked')} {said(s.why)}</Text>)}
            </li>
          )
        })}
        <Clients preflight={preflight} />
      </Stack>
    </Stack>
  )
}

function Mark({ worst }: { worst: 'error' | 'warning' | 'skipped' | 'fine' }) {
  const { t } = useTranslation()
  const at = { size: 18, role: 'img', 'aria-label': t(`preflight.mark.${worst}`), style: { flex: 'none' } } as const
  if (worst === 'error') return <IconCircleX {...at} color="var(--mantine-color-clay-7)" />
  if (worst === 'warning') return <IconAlertTriangle {...at} color="var(--mantine-color-sun-7)" />
  if (worst === 'skipped') return <IconInfoCircle {...at} color="var(--mantine-color-gray-6)" />
  return <IconCircleCheck {...at} color="var(--mantine-color-campo-6)" />
}

function One({ finding: f, program, accepted, onAccept }: { finding: PreflightFinding; program?: string; accepted: boolean; onAccept?: (on: boolean) => void }) {
  const { t } = useTranslation()
  return (
    <Stack gap={2} pl={28} py={2} data-finding={f.code}>
      <Text fz="sm">{sentence(said(f.message))}{f.place && !f.message.includes(f.place) && <Text span fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}> {placeOf(t, f.place)}</Text>}</Text>
      <Text fz="xs" c="dimmed">{said(f.remedy)} {f.email && program && <TextLink to="/emails/$key" params={{ key: f.email }} fz="xs">{t('assets.open_email')}</TextLink>}{f.area === 'sender' && <>{' '}<TextLink to="/settings/$section" params={{ section: 'senders' }} fz="xs">{t('preflight.open_senders')}</TextLink></>}{f.area === 'test' && program && <TextLink to="/programs/$key" params={{ key: program }} search={{ tab: 'setup' }} fz="xs">{t('preflight.open_setup')}</TextLink>}</Text>
      {f.variants.length > 0 && <Group gap={4}>{f.variants.map((v) => <Badge key={v} size="xs" variant="light" color="gray">{v}</Badge>)}</Group>}
      {f.examples.length > 0 && <Group gap="md" style={{ rowGap: 0 }}>{f.examined > 0 && <Text fz="xs" c="dimmed">{t('preflight.in_messages', { n: number(f.contacts), of: number(f.examined) })}</Text>}{f.examples.slice(0, 3).map((c) => <ContactCell key={c.id} contact={c} />)}{f.contacts > 3 && <Text fz="xs" c="dimmed">{t('preflight.and_more', { n: number(f.contacts - 3) })}</Text>}</Group>}
      {f.severity === 'error' && onAccept && (f.overridable ? <Checkbox size="xs" label={t('preflight.despite')} checked={accepted} onChange={(e) => onAccept(e.currentTarget.checked)} /> : <Text fz="xs" c="var(--mantine-color-clay-7)">{t('preflight.must')}</Text>)}
    </Stack>
  )
}

/** What some mail programs do not show, found here in the browser. */
function Clients({ preflight }: { preflight: Preflight }) {
  const { t } = useTranslation()
  const found = useMemo(() => {
    const all = preflight.messages.flatMap((m) => [m.html, ...m.others]).flatMap(unsupported)
    return all.filter((one, n) => all.findIndex((other) => other.title === one.title) === n)
  }, [preflight])
  const worst = found.length ? 'warning' : 'fine'
  return (
    <li data-area="clients" data-worst={worst}>
      <Group gap={8} wrap="nowrap" align="center"><Mark worst={worst} /><Text fz="sm" fw={600}>{t('preflight.area.clients')}</Text>{worst === 'fine' && <Text fz="xs" c="dimmed">{t('preflight.fine')}</Text>}</Group>
      {found.length > 0 && <List fz="sm" pl={28} listStyleType="none">{found.map((one) => <List.Item key={one.title}><Text span ff="monospace" fz="xs">{one.title}</Text>: {t('preflight.not_shown', { clients: one.missing.join(', ') })}</List.Item>)}</List>}
    </li>
  )
}
