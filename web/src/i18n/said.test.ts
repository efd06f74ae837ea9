/** What the server says is known in every language, word for word as the crates write it. */
import i18next from 'i18next'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import en from './en.json'
import './index'
import { SAID, said } from './said'
import composed from './said/composed.json'

const crates = join(import.meta.dirname, '../../../crates')

/** Where the crates tell people what is wrong and what to do. Events from other sites and the command line speak English. */
const SPEAKING = [
  'api/src/access.rs', 'api/src/approval.rs', 'api/src/checks.rs', 'api/src/dependents.rs', 'api/src/fields.rs', 'api/src/file_kind.rs', 'api/src/password.rs', 'api/src/problem.rs', 'api/src/same_origin.rs', 'api/src/routes',
  'content/src/compile.rs', 'content/src/guard.rs', 'content/src/lint.rs', 'content/src/lint', 'content/src/mjml.rs', 'content/src/scan.rs', 'content/src/shared.rs', 'content/src/snippet.rs', 'content/src/preflight.rs', 'content/src/preflight/duties.rs', 'engine/src/perform/preflight', 'engine/src/perform/variants', 'api/src/preflight', 'content/src/tags.rs', 'engine/src/desk', 'engine/src/perform/approved.rs', 'engine/src/perform/attached.rs', 'engine/src/perform/gate.rs', 'engine/src/perform/brake', 'engine/src/perform/lanes.rs', 'engine/src/perform/pace',
  'engine/src/perform/replay.rs', 'engine/src/perform/report.rs', 'engine/src/perform/runs.rs', 'engine/src/perform/send.rs', 'engine/src/perform/tracking.rs', 'hygiene/src/cell.rs', 'hygiene/src/email.rs',
  'hygiene/src/phone.rs', 'hygiene/src/url.rs', 'import/src/build', 'import/src/check.rs', 'import/src/csv_file.rs', 'import/src/decode.rs', 'import/src/options.rs',
  'import/src/parquet_file.rs', 'import/src/question.rs', 'import/src/report.rs', 'import/src/records.rs', 'import/src/run.rs', 'import/src/sniff.rs', 'import/src/table.rs', 'import/src/target.rs',
  'insight/src/kpi/facts.rs', 'insight/src/kpi/mod.rs', 'insight/src/kpi/reader.rs', 'insight/src/kpi/rows.rs', 'rules/src/rates.rs',
  'mail/src/ways/fields.rs', 'mail/src/imap/mod.rs', 'mail/src/hooks/basic.rs', 'mail/src/hooks/mailgun.rs', 'engine/src/perform/routes', 'mail/src/dmarc.rs', 'mail/src/domain', 'engine/src/perform/senders', 'insight/src/period.rs', 'insight/src/rehearse/mod.rs', 'rules/src/past/refuse.rs', 'insight/src/query/mod.rs', 'insight/src/query/refused.rs', 'model/src/read.rs', 'insight/src/query/tables.rs', 'model/src/filter.rs', 'rules/src/gates.rs', 'rules/src/send_gate.rs',
  'rules/src/validate', 'rules/src/validate.rs',
]
const NOT_THE_READERS = /routes\/(hooks|intake|tracking|outbox|export)|desk\/event/

/** Literals that no reader of the browser sees: parts put together, headers, internal faults, names in code. */
const NOT_SHOWN = [
  // Records of DNS, and what administrators read in the log.
  /^v=(DMARC1|spf1)\b|^10 /, /^(the sender's mailbox|keys of kind|a key for signing|mail goes out without|a (DMARC report|domain of senders)|domains of senders cannot)/,
  // What DataFusion and serde say, by which it is told apart.
  /^( at Line: |, Column: |Expected: |, found: |, expected |sql parser error: |(DDL|DML|Statement) not supported|only supports a single SQL statement|No SQL statements were provided|must appear in the GROUP BY clause|unction '|Invalid function|not found|Did you mean '|table '|Cannot infer common|Cannot coerce|Failed to coerce( arguments)?|No function matches|Function '|call to '|argument types '|failed to match)$/,
  /^((missing|duplicate|unknown) (field|variant) |data did not match any variant|invalid (type|value): |a string|a boolean|a sequence|a map|string or map|map with a single key|struct |tagged enum)$/,
  /^[\w.$]+ \$\d$/, /^\$\d( ·| ×|:| →| \(| messages$| rows(\$\d)?$| "\$)/, /^ \$1$/, /^, personal data masked$/, /[<>;=]\s*(charset|filename|Path|Secure)/, /PREHEADER|^\{% for$|^<mj-/, /^(wait of|outcome of|member of|decision on|hand-over of|back to) /, /without (its address|an id)$/,
  /^(one cost line was written|an email's body is of another kind|back to version|page view|SQLite format 3)/, /is damaged: \$\d$/, /^\$1, despite|^run \$1: \$2$|^default-src|^public, max-age|^\$1 has no$/, /is not a target; write ignore/, /^\$1 on \$2$/, /^(Import|Importación): $/,
]

function files(path: string): string[] {
  if (path.endsWith('.rs')) return [path]
  return readdirSync(join(crates, path), { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.rs') && !/(^|\/)tests\.rs$/.test(f)).map((f) => `${path}/${f}`)
}

/** A source file without its tests and comments. */
const code = (path: string) => readFileSync(join(crates, path), 'utf8').split('#[cfg(test)]')[0].replace(/^\s*\/\/.*$/gm, '')

/** The texts of a source file: not its attributes and logs. */
function literals(path: string): string[] {
  const spoken = code(path)
    .replace(/#\[(utoipa|schema|serde|doc|allow|expect)\b[^]*?\)\]/g, '').replace(/tracing::\w+!\([^]*?\);/g, '').replace(/\.expect\("[^"]*"\)/g, '').replaceAll("'\"'", '')
  return [...spoken.matchAll(/"((?:[^"\\]|\\[^])*)"/g)].map(([, text]) => text.replace(/\\\n\s*/g, '').replace(/\\(["\\])/g, '$1'))
}

/** Reasons of sends that a source file writes whole, be they of one word: within SQL, and where a send is put off or ends. */
function reasons(path: string): string[] {
  const written = /\breason = '([^'{]+)'|\b(?:put_off|failed|held|Finish::new)\([^;"]*"([^"{]+)"|const HOLDOUT: &str = "(\w+)"/g
  return [...code(path).matchAll(written)].map(([, ...found]) => found.find(Boolean)!)
}

/** As a key: what is filled in is numbered; doubled braces are one where the text is filled in. */
function key(text: string, filled: boolean): string {
  let n = 0
  return filled ? text.replace(/\{\{|\}\}|\{[^{}]*\}/g, (hole) => (hole === '{{' ? '{' : hole === '}}' ? '}' : `$${++n}`)) : text
}

afterEach(() => void i18next.changeLanguage('en'))

test('every text has its translations, with the same places to fill', () => {
  const places = (text: string) => [...new Set([...text.matchAll(/\$\d/g)].map(String))].sort()
  for (const [english, texts] of Object.entries(SAID)) {
    expect(texts.length, english).toBe(2)
    for (const text of texts) {
      expect(text.trim(), english).toBeTruthy()
      expect(places(english), english).toEqual(expect.arrayContaining(places(text)))
    }
  }
})

test('every key stands in the crates', () => {
  const all = new Set([...files('.').flatMap(literals).flatMap((text) => [key(text, true), key(text, false)]), ...files('store/src').flatMap(reasons)])
  expect(Object.keys(SAID).filter((english) => !all.has(english) && !(english in composed))).toEqual([])
})

test('what the crates tell people is known', () => {
  const spoken = SPEAKING.flatMap(files).filter((path) => !NOT_THE_READERS.test(path)).flatMap((path) => literals(path).map((text) => ({ path, text })))
  const missing = spoken.filter(({ text }) => {
    const english = key(text, true)
    return / /.test(text) && /[a-z]{2}/.test(text) && !(english in SAID) && !(text in SAID) && !NOT_SHOWN.some((form) => form.test(english) || form.test(text))
  })
  expect(missing.map(({ path, text }) => `${path}: ${text}`)).toEqual([])
})

test('reasons of sends are known, those of one word too', () => {
  const found = ['store/src', 'engine/src/perform'].flatMap(files).flatMap(reasons)
  expect(found).toEqual(expect.arrayContaining(['cancelled', 'interrupted', 'stopped', 'holdout']))
  expect(found.filter((reason) => !(reason in SAID) && !(`held.${reason}` in en))).toEqual([])
})

test.each([
  ['no rate for EUR on 2026-01-31; add it under Settings, Instance', 'no hay tipo de cambio para EUR el 2026-01-31; añádalo en Ajustes, Instancia', 'ingen kurs for EUR den 2026-01-31; legg den til under Innstillinger, Instans'],
  ['Behaviour: score 32, 30 needed: Visited the pricing page (+20).', 'Comportamiento: puntuación 32, se necesitan 30: Visited the pricing page (+20).', 'Atferd: poengsum 32, 30 kreves: Visited the pricing page (+20).'],
  ['Contact: Chief: buyer at Ana, Sons, reached by e-mail and phone.', 'Contacto: Chief: buyer, en Ana, Sons; localizable por correo y teléfono.', 'Kontakt: Chief: buyer hos Ana, Sons, kan nås på e-post og telefon.'],
  ['Contact: the last name is missing, the company is missing.', 'Contacto: falta: apellido, falta la empresa.', 'Kontakt: mangler: etternavnet, firmaet mangler.'],
  ['the address opted out: unsubscribed by a link in "spring"', 'la dirección se dio de baja: baja por un enlace de «spring»', 'adressen er meldt av: meldte seg av med en lenke i «spring»'],
  ['"x" is not a number; round it, or use a decimal field', '"x" no es un número; redondéelo, o use un campo decimal', '"x" er ikke et tall; rund av, eller bruk et desimalfelt'],
  ['"Hi" is hard to read: #777777 on #999999 has a contrast of 1.5 to 1, and 4.5 is needed', '«Hi» se lee mal: #777777 sobre #999999 tiene un contraste de 1,5 a 1 y hace falta 4,5', '«Hi» er vanskelig å lese: #777777 på #999999 har en kontrast på 1,5 til 1, og 4,5 trengs'],
  ['over 1 %: 1.2 % of recipients unsubscribed', 'más del 1 %: se dio de baja el 1,2 % de los destinatarios', 'over 1 %: 1,2 % av mottakerne meldte seg av'],
  ['"1.5" is not a number; round it, or use a decimal field', '"1.5" no es un número; redondéelo, o use un campo decimal', '"1.5" er ikke et tall; rund av, eller bruk et desimalfelt'],
  ['… is not a choice of …', '… no es una opción de «…»', '… er ikke et valg i «…»'],
  ['Too much is waiting to be written; try again shortly', 'Hay demasiado pendiente de escribir; inténtelo de nuevo en un momento', 'For mye venter på å bli skrevet; prøv igjen om litt'],
  ['is a text where a whole number from 0 on is needed; change it', 'es un texto donde hace falta un número entero desde 0; cámbielo', 'er en tekst der et heltall fra 0 og opp trengs; endre det'],
  ['is not known here; remove it, or use label, filter', 'no se conoce aquí; quítelo, o use label, filter', 'er ikke kjent her; fjern det, eller bruk label, filter'],
  ['line 2, column 3: there is no column "emial"; did you mean email?', 'línea 2, columna 3: no existe la columna «emial»; ¿quería decir email?', 'linje 2, kolonne 3: det finnes ingen kolonne «emial»; mente du email?'],
  ['there is no subject. Write one.', 'falta el asunto. Escriba uno.', 'emnet mangler. Skriv et.'],
  ['interrupted', 'interrumpido', 'avbrutt underveis'],
  ['Escrito por una persona', 'Escrito por una persona', 'Escrito por una persona'],
])('%s', async (english, es, no) => {
  for (const [lang, text] of [['en', english], ['es', es], ['no', no]]) {
    await i18next.changeLanguage(lang)
    expect(said(english), lang).toBe(text)
  }
})
