/** The frame of every page: header, navigation, main region. */
import { AppShell, Badge, Box, Burger, Group, NavLink, ScrollArea, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useWaiting } from '@/api/approvals'
import { useSession } from '@/api/session'
import { Brand } from './Brand'
import { HeaderMenu } from './HeaderMenu'
import { Forbidden } from './ErrorPage'
import { NAV } from './nav'
import { QuickFind } from './QuickFind'

export function Shell() {
  const { t } = useTranslation()
  const { rights, settings } = useSession()
  const [opened, { toggle, close }] = useDisclosure()
  const path = useRouterState({ select: (s) => s.location.pathname })
  useEffect(close, [path, close])
  const within = (to: string) => (to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`))
  const active = (to: string) => within(to) || (to === '/emails' && within('/snippets'))
  const place = NAV.flatMap((g) => g.places).find((p) => active(p.to))
  // Shown only where some role needs a second person.
  const waiting = useWaiting()
  const mine = waiting.filter((one) => one.may_decide).length
  const approvals = Boolean(settings.approval.runs?.length || settings.approval.publishing?.length)
  const closed = place?.right && !rights.includes(place.right)
  return (
    <AppShell header={{ height: 60 }} navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !opened } }} padding={{ base: 'md', md: 'xl' }}>
      <a href="#main" className="skip">{t('shell.skip')}</a>
      <AppShell.Header bg="var(--siembra-nav)" style={{ borderColor: 'var(--siembra-line)' }}>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group wrap="nowrap" gap="sm">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('shell.menu')} aria-expanded={opened} />
            <Brand />
          </Group>
          <QuickFind />
          <HeaderMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar bg="var(--siembra-nav)" style={{ borderColor: 'var(--siembra-line)' }} aria-label={t('shell.navigation')}>
        <ScrollArea p="sm" h="100%">
          {NAV.map((group, i) => (
            <Box key={i} mb="sm">
              {group.label && <Text fz={11} fw={650} c="dimmed" tt="uppercase" lts="0.06em" px="sm" py={6}>{t(group.label)}</Text>}
              {group.places.filter((p) => (!p.right || rights.includes(p.right)) && (p.to !== '/approvals' || approvals)).map(({ to, label, icon: Icon }) => (
                <NavLink
                  key={to} component={Link} {...{ to }} label={t(label)} active={active(to)} variant="subtle" py={7}
                  aria-current={active(to) ? 'page' : undefined} leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
                  rightSection={to === '/approvals' && mine > 0 && <Badge size="sm" circle aria-label={t('approvals.count', { count: mine })}>{mine}</Badge>}
                />
              ))}
            </Box>
          ))}
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} style={{ outline: 'none' }}>
        <Box maw={1360} mx="auto">
          {closed ? <Forbidden /> : <Outlet />}
        </Box>
      </AppShell.Main>
    </AppShell>
  )
}
