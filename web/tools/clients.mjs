// What mail programs do not show: boils the data of the npm package `caniemail` (MIT, caniemail.com) down to a table for
// the check in the browser. Usage: node tools/clients.mjs path/to/caniemail.json
import { readFileSync, writeFileSync } from 'node:fs'

const CLIENTS = {
  'Gmail': [['gmail', 'desktop-webmail'], ['gmail', 'android'], ['gmail', 'ios']],
  'Outlook (Windows)': [['outlook', 'windows']],
  'Outlook.com': [['outlook', 'outlook-com']],
  'Apple Mail': [['apple-mail', 'macos'], ['apple-mail', 'ios']],
  'Yahoo Mail': [['yahoo', 'desktop-webmail'], ['yahoo', 'android'], ['yahoo', 'ios']],
  'Samsung Mail': [['samsung-email', 'android']],
}
/** What every mail made here has, with a way out for the programs that do not know it, or none is needed. */
const USUAL = /^(css-(display|border-radius|max-width|min-width|max-height|at-media|at-font-face|at-import|comments|word-break|line-height|height|width|background|background-color|background-size|background-position|background-repeat|direction|margin|padding|font|text-decoration|important|pseudo-class-(link|visited|hover|active)|selector-.*|unit-.*|outline|letter-spacing|text-transform|vertical-align|float|overflow|visibility|white-space|table-layout|border.*|list-style.*|at-media-.*|cursor|clear|word-spacing|word-wrap|box-sizing|overflow-wrap|text-overflow|writing-mode)|html-(style|link|background|body|comments|role|lang|dir|aria-.*|target|doctype|div|p|h1-h6|lists|small|strong|span|table|align|valign|cellpadding|cellspacing|width|height|img|hr|semantics|del|code|pre|abbr|wbr|anchor-links|mailto-links|base|image-maps)|image-.*|amp|bimi)$/

const data = JSON.parse(readFileSync(process.argv[2], 'utf8')).data
const latest = (versions) => Object.values(versions ?? {}).at(-1)?.[0]
const table = []
for (const feature of data) {
  const missing = Object.entries(CLIENTS).filter(([, places]) => {
    const known = places.map(([family, platform]) => latest(feature.stats[family]?.[platform])).filter(Boolean)
    return known.length > 0 && known.every((support) => support === 'n')
  }).map(([name]) => name)
  if (missing.length === 0 || USUAL.test(feature.slug)) continue
  const name = feature.slug.replace(/^(css|html)-/, '')
  const pair = /^([a-z-]+):\s*([a-z-]+)/.exec(feature.title)
  const element = /<(\w+)>/.exec(feature.title)
  const find = feature.category === 'html'
    ? { element: element ? element[1] : /^(video|audio|picture|svg|object|form|select|textarea|dialog|marquee|meter|progress|ruby|button|input)/.exec(name)?.[1] }
    : pair ? { property: pair[1], value: pair[2] }
      : name.startsWith('at-') ? { rule: `@${name.slice(3)}` }
        : name.startsWith('function-') ? { words: `${name.slice(9)}(` }
          : /^(linear|radial|conic)-gradient$/.test(name) ? { words: `${name}(` }
            : name === 'variables' ? { words: 'var(' }
              : /^[a-z-]+$/.test(feature.title.trim()) ? { property: feature.title.trim() } : {}
  if (Object.values(find).some(Boolean)) table.push({ title: feature.title.replace(/ property$| element$/, ''), ...find, missing })
}
writeFileSync(new URL('../src/pages/emails/clients/support.json', import.meta.url), `[\n${table.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`)
console.log(`${table.length} features`)
