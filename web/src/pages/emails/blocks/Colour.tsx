/** A colour: written as a code, picked, or taken from those that the mail uses already. */
import { ColorPicker, ColorSwatch, Popover, TextInput, UnstyledButton, type MantineSize } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { useDesk } from './desk'
import { coloursOf } from './model/brand'

interface Props { label: string; value: string; onChange: (value: string) => void; placeholder?: string; size?: MantineSize; autoFocus?: boolean }

export function Colour({ label, value, onChange, placeholder, size = 'xs', autoFocus }: Props) {
  const { t } = useTranslation()
  const { source, readOnly } = useDesk()
  const [opened, openedDo] = useDisclosure()
  const swatch = (
    <Popover opened={opened} onChange={(o) => !o && openedDo.close()} withinPortal trapFocus returnFocus position="bottom-start" withRoles={false}>
      <Popover.Target>
        <UnstyledButton type="button" disabled={readOnly} aria-label={t('blocks.pick_colour', { label })} aria-expanded={opened} onClick={openedDo.toggle} style={{ display: 'flex', borderRadius: 20 }}>
          <ColorSwatch color={value || placeholder || 'transparent'} size={16} component="span" />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <ColorPicker
          format="hex" value={value || placeholder || '#ffffff'} onChange={onChange} swatches={coloursOf(source)} swatchesPerRow={7}
          saturationLabel={t('blocks.saturation')} hueLabel={t('blocks.hue')}
        />
      </Popover.Dropdown>
    </Popover>
  )
  return (
    <TextInput
      size={size} label={label} leftSection={swatch} placeholder={placeholder} readOnly={readOnly} value={value} onChange={(e) => onChange(e.currentTarget.value)} data-autofocus={autoFocus || undefined} spellCheck={false}
    />
  )
}
