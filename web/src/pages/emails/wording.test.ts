import { expect, test } from 'vitest'
import { inLanguage, tagOf, withLanguage, withoutLanguage, worded } from './wording'

const email = { label: 'News', subject: 'News', preheader: 'What is new', mjml: '<mjml></mjml>', defaults: { 'contact.first_name': 'you' }, languages: { es: { subject: 'Noticias', mjml: '<mjml> </mjml>' } } }

test('a language shows its own text and the rest of the email', () => {
  expect(inLanguage(email, null)).toEqual({ ...email, languages: undefined })
  expect(inLanguage(email, 'fr')).toEqual({ ...email, languages: undefined })
  expect(inLanguage(email, 'es')).toMatchObject({ subject: 'Noticias', mjml: '<mjml> </mjml>', defaults: email.defaults })
  expect(inLanguage(email, 'es').preheader).toBeUndefined()
})

test('what is changed in a language changes nothing for the others', () => {
  expect(worded(email, null, { subject: 'More' })).toEqual({ subject: 'More' })
  expect(worded(email, 'es', { subject: 'Más' })).toEqual({ languages: { es: { subject: 'Más', mjml: '<mjml> </mjml>' } } })
  expect(worded(email, 'es', { text: 'Hola', defaults: {} })).toEqual({ defaults: {}, languages: { es: { ...email.languages.es, text: 'Hola' } } })
})

test('languages come with the text of the email and go without a trace', () => {
  expect(withLanguage(email, 'no').languages).toEqual({ ...email.languages, no: { subject: 'News', preheader: 'What is new', mjml: '<mjml></mjml>', text: undefined } })
  expect(withoutLanguage(email, 'es')).toEqual({ languages: undefined })
})

test('tags are lower case', () => {
  expect(['es', ' pt_BR ', 'Spanish', 'e', 'zh-Hant-TW'].map(tagOf)).toEqual(['es', 'pt-br', null, null, 'zh-hant-tw'])
})
