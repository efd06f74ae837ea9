/** Signing in. */
import { Box, Button, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/problem'
import { signIn } from '@/api/session'
import { Brand } from '@/app/Brand'
import { LanguageMenu } from '@/app/HeaderMenu'
import { Problem } from '@/components/Problem'
import { useTitle } from '@/components/Page'
import classes from './SignInPage.module.css'

export function SignInPage() {
  const { t } = useTranslation()
  useTitle(t('signin.title'))
  const { next } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const form = useForm({ initialValues: { email: '', password: '' } })
  const submit = useMutation({
    mutationFn: (v: typeof form.values) => signIn(v.email.trim(), v.password),
    onSuccess: () => navigate({ href: next?.startsWith('/') && !next.startsWith('//') ? next : '/' }),
  })
  const refused = submit.error instanceof ApiError && submit.error.status === 401
  return (
    <Box className={classes.page}>
      <Box className={classes.field} aria-hidden>
        <Rows />
        <Text className={classes.motto}>{t('signin.motto')}</Text>
      </Box>
      <Box className={classes.side}>
        <Group justify="space-between"><Brand size={34} /><LanguageMenu /></Group>
        <Paper data-plain bg="transparent" component="form" maw={380} w="100%" my="auto" mx="auto" onSubmit={form.onSubmit((v) => submit.mutate(v))}>
          <Stack>
            <Title order={1}>{t('signin.title')}</Title>
            <Text c="dimmed">{t('signin.text')}</Text>
            {submit.error && (refused ? <Text role="alert" c="red" fz="sm">{t('signin.refused')}</Text> : <Problem error={submit.error} />)}
            <TextInput label={t('signin.email')} type="email" autoComplete="username" required autoFocus size="md" {...form.getInputProps('email')} />
            <PasswordInput label={t('signin.password')} autoComplete="current-password" required size="md" {...form.getInputProps('password')} />
            <Button type="submit" size="md" loading={submit.isPending}>{t('signin.submit')}</Button>
          </Stack>
        </Paper>
      </Box>
    </Box>
  )
}

/** Furrows with seedlings: the picture of the name. */
function Rows() {
  const rows = Array.from({ length: 9 }, (_, i) => i)
  return (
    <svg viewBox="0 0 600 800" preserveAspectRatio="xMidYMid slice" className={classes.rows}>
      {rows.map((i) => {
        const y = 300 + i * i * 7.5
        return (
          <g key={i} opacity={0.35 + i * 0.07}>
            <path d={`M-20 ${y} Q300 ${y - 36} 620 ${y}`} fill="none" stroke="#3d8a61" strokeWidth={1 + i * 0.5} />
            {Array.from({ length: 7 }, (_, k) => {
              const x = 30 + k * 92 + (i % 2) * 40
              const s = 0.35 + i * 0.16
              const dy = -36 * 4 * (x / 640) * (1 - x / 640) * 0.5
              return (
                <g key={k} transform={`translate(${x} ${y + dy}) scale(${s})`}>
                  <path d="M0 0V-20" stroke="#b8d9c5" strokeWidth="2.500" strokeLinecap="round" />
                  <path d="M0-13c0-7 5-12 12-12 0 7-5 12-12 12z" fill={(i + k) % 5 === 0 ? '#f0b336' : '#6bb189'} />
                  <path d="M0-8c0-6-4-10-10-10 0 6 4 10 10 10z" fill="#90c4a5" />
                </g>
              )
            })}
          </g>
        )
      })}
    </svg>
  )
}
