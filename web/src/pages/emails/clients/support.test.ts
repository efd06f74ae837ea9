/** @vitest-environment happy-dom */
import { expect, test } from 'vitest'
import { unsupported } from './support'

const names = (html: string) => unsupported(html).map((one) => one.title)

test('what programs do not show is found where it is written', () => {
  expect(names('<div style="display: flex; color: red">x</div>')).toEqual(['display:flex'])
  expect(names('<style>.a { background: linear-gradient(red, blue) } @keyframes x { from { opacity: 0 } }</style>')).toEqual(expect.arrayContaining(['linear-gradient()', '@keyframes', 'opacity']))
  expect(names('<video src="x.mp4"></video>')).toContain('<video>')
  expect(unsupported('<form></form>')[0].missing).toContain('Outlook (Windows)')
})

test('what everybody shows is not mentioned', () => {
  expect(names('<table style="width:100%;border-radius:3px"><tr><td align="center" style="padding:0;display:inline-block">x</td></tr></table>')).toEqual([])
})
