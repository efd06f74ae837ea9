/** Language, light or dark, and the signed-in user. */
import { ActionIcon, Avatar, Group, Menu, Text, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCheck, IconKey, IconLanguage, IconLogout, IconMoon, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { signOut, useSession } from '@/api/session'
import { notifyProblem } from '@/components/Problem'
import { LANGUAGES, language, setLanguage, type Language } from '@/i18n'
import { PasswordModal } from './PasswordModal'

export function HeaderMenu() {
  const { t } = useTranslation()
  const { user, workspace } = useSession()
  const scheme = useComputedColorScheme('light')
  const { setColorScheme } = useMantineColorScheme()
  const [changing, changingDo] = useDisclosure()
  return (
    <Group gap={6} wrap="nowrap">
      <LanguageMenu />
      <ActionIcon size="lg" onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')} aria-label={t(scheme === 'dark' ? 'shell.light' : 'shell.dark')}>
        {scheme === 'dark' ? <IconSun size={19} /> : <IconMoon size={19} />}
      </ActionIcon>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <UnstyledButton aria-label={t('shell.account', { name: user.name })}>
            <Avatar name={user.name} color="campo" size={34} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <Text fw={600} c="var(--siembra-ink)">{user.name}</Text>
            <Text fz="xs">{user.email}</Text>
            <Text fz="xs">{t(`role.${user.role}`)} · {workspace}</Text>
          </Menu.Label>
          <Menu.Divider />
          <Menu.Item leftSection={<IconKey size={16} />} onClick={changingDo.open}>{t('shell.password')}</Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut().catch(notifyProblem)}>{t('shell.sign_out')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {changing && <PasswordModal onClose={changingDo.close} />}
    </Group>
  )
}

export function LanguageMenu() {
  const { t } = useTranslation()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size="lg" aria-label={t('shell.language')}><IconLanguage size={19} /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(LANGUAGES).map(([key, label]) => (
          <Menu.Item key={key} lang={key} onClick={() => setLanguage(key as Language)} rightSection={language() === key ? <IconCheck size={15} /> : undefined}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
