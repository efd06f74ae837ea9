/** Asks before a page is left with changes that are not saved, by link, tab, back or reload. */
import { useBlocker } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

/** `discard` forgets the changes once leaving is confirmed: what stays on the page would ask again. */
export function useLeaveGuard(dirty: boolean, discard?: () => void) {
  const { t } = useTranslation()
  useBlocker({
    shouldBlockFn: () => {
      if (!window.confirm(t('def.leave'))) return true
      discard?.()
      return false
    },
    enableBeforeUnload: dirty,
    disabled: !dirty,
  })
}
