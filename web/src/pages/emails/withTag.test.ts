import { expect, test } from 'vitest'
import { withTag } from './withTag'

test('a variable is put where the caret stands', () => {
  expect(withTag('Hello !', '{{ x }}', 6, 6)).toEqual({ text: 'Hello {{ x }}!', caret: 13 })
  expect(withTag('Hello you', '{{ x }}', 6, 9)).toEqual({ text: 'Hello {{ x }}', caret: 13 })
  expect(withTag('Hello ', '{{ x }}')).toEqual({ text: 'Hello {{ x }}', caret: 13 })
})
