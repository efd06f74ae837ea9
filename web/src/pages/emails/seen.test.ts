import { expect, test } from 'vitest'
import { dark, withoutImages } from './seen'

test('own dark colours are taken; without them the mail is turned around', () => {
  expect(dark('<style>@media (prefers-color-scheme: dark) { a {} }</style>')).toBe('<style>@media (min-width: 0) { a {} }</style>')
  expect(dark('<style>@media (prefers-color-scheme: dark) { a {} }</style>')).not.toContain('invert')
  expect(dark('<html><head></head><body>$& x</body></html>')).toMatch(/invert.*<\/head><body>\$& x/)
})

test('without pictures their texts are read, and nothing is fetched', () => {
  const html = withoutImages('<html><body><img src="https://x.example/a.png" alt="A b"><img width="1" src="https://x.example/p.gif"><div style="background:url(https://x.example/b.png)">t</div></body></html>')
  expect(html).toContain('A b')
  expect(html).not.toContain('x.example')
})
