/** Steps back and forth, also over what was written in the source. */
import { act, renderHook } from '@testing-library/react'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { moved } from './model/moves'
import { spots } from './model/tree'
import { useBlocks } from './useBlocks'

const mail = (body: string) => `<mjml><mj-body><mj-section><mj-column>${body}</mj-column></mj-section></mj-body></mjml>`
const first = mail('<mj-text>a</mj-text><mj-text>b</mj-text>')

function held() {
  return renderHook(() => {
    const [source, setSource] = useState(first)
    return { source, setSource, blocks: useBlocks(source, setSource) }
  })
}

test('a change is undone and done again; what is written in the source is a step too', () => {
  const { result } = held()
  const now = () => result.current
  expect(now().blocks.undo).toBe(null)
  const text = spots(now().blocks.doc!).at(-1)!.block.id
  act(() => now().blocks.apply(moved(now().blocks.doc!, text, 'up')!))
  const second = now().source
  expect(second).toMatch(/b<.*a</s)
  expect(now().blocks.selected).toBe(text)
  act(() => now().setSource(mail('<mj-text>typ')))
  act(() => now().setSource(mail('<mj-text>typed</mj-text>')))
  expect(spots(now().blocks.doc!).length).toBe(3)
  act(() => now().blocks.undo!())
  expect(now().source).toBe(second)
  act(() => now().blocks.undo!())
  expect(now().source).toBe(first)
  expect(now().blocks.undo).toBe(null)
  act(() => now().blocks.redo!())
  act(() => now().blocks.redo!())
  expect(now().source).toBe(mail('<mj-text>typed</mj-text>'))
  expect(now().blocks.redo).toBe(null)
})

test('changes of one kind in a row are one step; a source without sense has a place and no blocks', () => {
  const { result } = held()
  const doc = result.current.blocks.doc!
  const [a, b] = spots(doc).slice(-2).map((s) => s.block.id)
  act(() => result.current.blocks.apply(moved(doc, b, 'up')!, 'x'))
  act(() => result.current.blocks.apply(moved(result.current.blocks.doc!, a, 'up')!, 'x'))
  act(() => result.current.blocks.undo!())
  expect(result.current.source).toBe(first)
  act(() => result.current.setSource('<mjml>'))
  expect(result.current.blocks.doc).toBe(null)
  expect(result.current.blocks.wrong).toMatchObject({ code: 'unclosed', at: 0, name: 'mjml' })
  act(() => result.current.blocks.undo!())
  expect(result.current.blocks.doc).not.toBe(null)
})
