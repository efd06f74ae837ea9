/** Languages: texts by flat key, the same keys in each. Missing keys fail a test, not the reader. */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from './en.json'
import es from './es.json'
import no from './no.json'

export const LANGUAGES = { en: 'English', es: 'Español', no: 'Norsk' } as const
export type Language = keyof typeof LANGUAGES
const KEPT = 'siembra.language'

/** The BCP 47 tag that dates and numbers are printed by. */
export const LOCALES: Record<Language, string> = { en: 'en-GB', es: 'es-ES', no: 'nb-NO' }

export function language(): Language {
  return (i18next.language in LANGUAGES ? i18next.language : 'en') as Language
}

export function setLanguage(to: Language) {
  localStorage.setItem(KEPT, to)
  document.documentElement.lang = to === 'no' ? 'nb' : to
  void i18next.changeLanguage(to)
}

function first(): Language {
  const kept = localStorage.getItem(KEPT)
  if (kept && kept in LANGUAGES) return kept as Language
  const wanted = navigator.languages?.map((tag) => tag.slice(0, 2).replace(/^n[bn]$/, 'no')) ?? []
  return (wanted.find((tag) => tag in LANGUAGES) ?? 'en') as Language
}

void i18next.use(initReactI18next).init({
  resources: { en: { translation: en }, es: { translation: es }, no: { translation: no } },
  lng: first(),
  fallbackLng: 'en',
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
})
document.documentElement.lang = language() === 'no' ? 'nb' : language()
