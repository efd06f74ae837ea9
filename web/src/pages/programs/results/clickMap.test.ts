import { expect, test } from 'vitest'
import { followed, withClicks, type Followed, type Meant } from './clickMap'

const html = '<body><a data-place="1" href="https://a.example/x?n=1">one</a> <a href="https://go.example/u/preview">out</a>'
  + '<a data-place="2" href="https://a.example/x?n=2#top">two</a><a data-place="3" href="https://b.example/">b</a></body>'
const wording = { version: 3, language: '', fixed: true }
const at = (place: number, contacts: number) => ({ place, contacts, clicks: contacts })
const worded = (version: number, language: string, contacts: number, places: ReturnType<typeof at>[]) => ({ version, language, contacts, clicks: contacts, places })
const link = (to: string, ...wordings: ReturnType<typeof worded>[]) => ({ link: to, email: 'news', contacts: 99, clicks: 99, wordings })
const write = (r: Followed, meant: Meant) => `${r.contacts} ${meant}.`
const shown = (links: ReturnType<typeof link>[], how = wording) => withClicks(html, followed(links, how), write).replace(/ style="[^"]*"/g, '')

test('two links to one page have each its own number', () => {
  const map = shown([link('https://a.example/x', worded(3, '', 9, [at(1, 4), at(2, 7)])), link('https://b.example/', worded(3, '', 1, [at(3, 1)]))])
  expect(map).toContain('one</a><span>4 own.</span>')
  expect(map).toContain('two</a><span>7 own.</span>')
  expect(map).toContain('b</a><span>1 own.</span>')
  expect(map).not.toContain('out</a><span>')
})

test('of clicks whose place is not known, links to one page share a number', () => {
  const older = link('https://a.example/x', worded(0, '', 9, [at(0, 9)]))
  expect(shown([older])).toMatch(/one<\/a><span>9 together\.<.*two<\/a><span>9 together\.</)
  const both = link('https://a.example/x', worded(0, '', 9, [at(0, 9)]), worded(3, '', 4, [at(1, 4)]))
  expect(shown([both])).toMatch(/one<\/a><span>4 own\.<\/span><span>9 together\.<.*two<\/a><span>9 together\.</)
  const single = link('https://b.example/', worded(0, '', 2, [at(0, 2)]), worded(3, '', 1, [at(3, 1)]))
  expect(shown([single])).toContain('b</a><span>1 own.</span><span>2 unplaced.</span>')
  const exact = link('https://a.example/x?n=2', worded(0, '', 5, [at(0, 5)]))
  expect(shown([exact])).toContain('two</a><span>5 own.</span>')
})

test('only clicks of the version and the language that is drawn are counted, and each opens into its own', () => {
  const links = [link('https://a.example/x', worded(2, '', 5, [at(1, 5)]), worded(3, '', 4, [at(1, 4)]), worded(3, 'es', 6, [at(2, 6)]))]
  expect(shown(links)).toMatch(/one<\/a><span>4 own\.<\/span> /)
  expect(shown(links)).not.toContain('two</a><span>')
  expect(shown(links, { ...wording, language: 'es' })).toContain('two</a><span>6 own.</span>')
  expect(followed(links, { ...wording, version: 2 }).map((r) => r.narrow)).toEqual([
    { outcome: 'clicked', link: 'https://a.example/x', email: 'news', version: 2, language: '', place: 1 },
  ])
})

test('where parts go to some alone, a page has one number', () => {
  const rows = followed([link('https://a.example/x', worded(3, '', 9, [at(1, 4), at(2, 7)]))], { ...wording, fixed: false })
  expect(rows.map((r) => [r.place, r.contacts, r.narrow.place])).toEqual([[undefined, 9, undefined]])
  expect(withClicks(html, rows, write)).toMatch(/9 together.*9 together/)
})

test('a click at a place where another page stands now is in the list alone', () => {
  const links = [link('https://a.example/x', worded(3, '', 2, [at(3, 2)]))]
  expect(followed(links, wording)).toHaveLength(1)
  expect(shown(links)).not.toContain('<span>')
})
