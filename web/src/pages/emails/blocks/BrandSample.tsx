/** How a text, a link and a button look in a brand. */
import { Box, Image, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { pixels } from './look'
import type { Brand } from './model/brand'

export function BrandSample({ brand }: { brand: Brand }) {
  const { t } = useTranslation()
  return (
    <Box p="md" bg={brand.page ?? '#ffffff'} style={{ borderRadius: 10, border: '1px solid var(--siembra-line)', fontFamily: brand.font }}>
      <Box p="md" bg="#ffffff">
        {brand.logo && <Image src={brand.logo} alt="" w={Math.min(pixels(brand.logo_width) ?? 140, 260)} mb="sm" />}
        <Text inherit c={brand.text ?? '#000000'} fz={brand.size ?? 13}>{t('blocks.brand.sample')} <span style={{ color: brand.link ?? '#0000ee', textDecoration: 'underline' }}>{t('blocks.link')}</span></Text>
        <Box component="span" display="inline-block" mt={8} px={18} py={8} bg={brand.button ?? '#414141'} c={brand.button_text ?? '#ffffff'} style={{ borderRadius: brand.radius ?? 3 }}>{t('blocks.kind.button')}</Box>
      </Box>
    </Box>
  )
}
