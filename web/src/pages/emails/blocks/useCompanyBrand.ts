/** The company's brand in the words of a mail, as the settings in force have it. */
import { useMemo } from 'react'
import type { CompanyBrand } from '@/api/model'
import { useSession } from '@/api/session'
import type { Brand } from './model/brand'

export const inWords = ({ logo, logo_width, logo_link, size, radius, ...rest }: CompanyBrand): Brand => ({
  ...rest, size: `${size}px`, radius: `${radius}px`, ...(logo ? { logo, logo_width: `${logo_width}px`, ...(logo_link ? { logo_link } : {}) } : {}),
})

export function useCompanyBrand(): Brand {
  const { brand } = useSession().settings
  return useMemo(() => inWords(brand), [brand])
}
