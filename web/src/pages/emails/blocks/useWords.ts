/** Words of new blocks and new emails, in the language of the marketer. */
import { useTranslation } from 'react-i18next'
import type { StarterWords } from '../starter'
import type { Words } from './model/presets'

export function useWords(): Words {
  const { t } = useTranslation()
  return {
    text: t('blocks.new.text'), button: t('blocks.new.button'), product: t('blocks.new.product'), description: t('blocks.new.description'), price: t('blocks.new.price'), unsubscribe: t('blocks.new.unsubscribe'),
  }
}

export function useStarterWords(): StarterWords {
  const { t } = useTranslation()
  return { ...useWords(), greeting: (name) => t('emails.starter.greeting', { name }), there: t('emails.starter.there'), regards: t('emails.starter.regards') }
}
