/** Approvals: what waits for a second person. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, ask } from './client'
import { queries } from './queries'
import { useCan, useSession } from './session'
import type { Approval } from './types'

export const approvalsQuery = (state: 'waiting' | 'decided') =>
  queryOptions({
    queryKey: ['approvals', state],
    queryFn: async () => (await ask(api.GET('/api/v1/approvals', { params: { query: { state } } }))).items,
    refetchInterval: state === 'waiting' ? 60_000 : false,
  })

const of = (id: string) => ({ params: { path: { id } } })
export const decide = {
  approve: (id: string, note: string) => ask(api.POST('/api/v1/approvals/{id}/approve', { ...of(id), body: { note } })),
  refuse: (id: string, note: string) => ask(api.POST('/api/v1/approvals/{id}/refuse', { ...of(id), body: { note } })),
  cancel: (id: string) => ask(api.POST('/api/v1/approvals/{id}/cancel', of(id))),
}

/** Whether an answer is a request: a second person is needed first. */
export const isAsked = (answer: object): answer is Approval => 'asked_by' in answer

/** Forgets what was read of requests. */
export const approvalsChanged = () => queries.invalidateQueries({ queryKey: ['approvals'] })

/** Whether a second person is needed for what the signed-in user does. */
export function useNeedsSecond(): (what: 'runs' | 'publishing') => boolean {
  const { user, settings } = useSession()
  return (what) => settings.approval[what]?.includes(user.role) ?? false
}

/** What waits, for those who may see it; nothing where nobody needs a second person. */
export function useWaiting(): Approval[] {
  const can = useCan()
  const { approval } = useSession().settings
  const used = Boolean(approval.runs?.length || approval.publishing?.length)
  const { data } = useQuery({ ...approvalsQuery('waiting'), enabled: used && can('read_definitions') })
  return data ?? []
}
