/** Members of static lists, changed by hand. */
import { api, ask } from './client'
import { queries } from './queries'

const of = (key: string, contacts: string[]) => ({ params: { path: { key } }, body: { contacts } })

/** Puts a contact on a list, or takes it off; what shows members is read again. */
export async function setMember(key: string, contact: string, member: boolean) {
  const call = member ? api.POST('/api/v1/lists/{key}/members', of(key, [contact])) : api.DELETE('/api/v1/lists/{key}/members', of(key, [contact]))
  await ask(call)
  for (const queryKey of [['contacts'], ['contact', contact], ['definitions', 'list']]) void queries.invalidateQueries({ queryKey })
}
