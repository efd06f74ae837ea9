/** What the keys of the editor do. */
import { Kbd, Modal, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const KEYS = [
  ['tree', '↑ ↓'], ['level', '← →'], ['edit', 'Enter'], ['leave', 'Esc'], ['move', 'Alt ↑ ↓'], ['column', 'Alt ← →'], ['double', 'Ctrl D'], ['remove', 'Delete'], ['undo', 'Ctrl Z'], ['redo', 'Ctrl Shift Z'], ['format', 'Ctrl B, Ctrl I'],
] as const

export function KeysModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal opened={opened} onClose={onClose} title={t('blocks.keys')}>
      <Table>
        <Table.Tbody>{KEYS.map(([what, keys]) => <Table.Tr key={what}><Table.Td style={{ whiteSpace: 'nowrap' }}><Kbd>{keys}</Kbd></Table.Td><Table.Td>{t(`blocks.key.${what}`)}</Table.Td></Table.Tr>)}</Table.Tbody>
      </Table>
    </Modal>
  )
}
