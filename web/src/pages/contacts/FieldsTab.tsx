/** The contact's fields, to read and to edit. */
import { patchContact } from '@/api/contacts'
import { queries } from '@/api/queries'
import type { Contact } from '@/api/types'
import { FieldsForm } from '@/components/fields/FieldsForm'

export function FieldsTab({ contact }: { contact: Contact }) {
  return (
    <FieldsForm
      object="contact" values={{ ...contact.fields, email: contact.email }} relationship={contact.relationship} owner={contact.owner?.id ?? null}
      save={async ({ email, ...fields }, rest) => {
        await patchContact(contact.id, { ...rest, fields, email: typeof email === 'string' && email !== '' ? email : undefined })
        await queries.invalidateQueries({ queryKey: ['contact', contact.id] })
        void queries.invalidateQueries({ queryKey: ['contacts'] })
      }}
    />
  )
}
