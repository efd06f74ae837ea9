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

test('links to one page with different queries have their own numbers, or are counted together', () => {
  const link = (to: string, contacts: number) => ({ link: to, email: 'news', contacts, clicks: contacts })
  const html = '<a href="https://a.example/x?n=1">one</a><a href="https://a.example/x?n=2">two</a><a href="https://b.example/">b</a>'
  const write = (l: { contacts: number }, together: boolean) => `${l.contacts}${together ? ' together' : ''}.`
  const own = withClicks(html, [link('https://a.example/x?n=1', 4), link('https://a.example/x?n=2', 7)], write)
  expect(own).toMatch(/one<\/a><span[^>]*>4\.<.*two<\/a><span[^>]*>7\.</)
  const shared = withClicks(html, [link('https://a.example/x', 9), link('https://b.example/', 1)], write)
  expect(shared).toMatch(/one<\/a><span[^>]*>9 together\.<.*two<\/a><span[^>]*>9 together\.<.*b<\/a><span[^>]*>1\.</)
})
