import { expect, test } from 'vitest'
import { withClicks } from './clickMap'

test('each link that was followed says by how many', () => {
  const link = (to: string, contacts: number) => ({ link: to, email: 'news', contacts, clicks: contacts })
  const html = '<body><a href="https://a.example/x?for=Ana#top">x</a> <a href="https://a.example/y">y</a> <a href="https://b.example/">b</a></body>'
  const shown = withClicks(html, [link('https://a.example/x', 4), link('https://b.example/', 0)], (l) => `${l.contacts} clicked`)
  expect(shown).toMatch(/x<\/a><span[^>]*>4 clicked/)
  expect(shown).toMatch(/b<\/a><span[^>]*>0 clicked/)
  expect(shown).toMatch(/y<\/a> <a/)
})
