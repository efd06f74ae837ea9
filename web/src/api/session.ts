/** The signed-in user, their rights and what the whole UI needs of the settings. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, ask } from './client'
import { queries } from './queries'
import type { Right, Session } from './types'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => ask(api.GET('/api/v1/session')),
  staleTime: 60_000,
  retry: false,
})

/** The session inside the shell, where there always is one. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery)
  if (!data) throw new Error('useSession outside of the shell')
  return data
}

/** Whether the signed-in user may do something. */
export function useCan(): (right: Right) => boolean {
  const { rights } = useSession()
  return (right) => rights.includes(right)
}

export async function signIn(email: string, password: string) {
  const session = await ask(api.POST('/api/v1/session', { body: { email, password } }))
  queries.clear()
  queries.setQueryData(sessionQuery.queryKey, session)
}

/** Changes one's own password. The server ends every session of the user, this one too. */
export async function changePassword(current: string, next: string) {
  await ask(api.PUT('/api/v1/session/password', { body: { current, new: next } }))
  location.assign('/sign-in')
}

/** Ends the session and begins anew: nothing that was read of it stays in memory. */
export async function signOut() {
  await ask(api.DELETE('/api/v1/session'))
  location.assign('/sign-in')
}
