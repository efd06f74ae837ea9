/** KPI figures: n/a, direction of change, distance to the goal. */
import { expect, test } from 'vitest'
import '@/i18n'
import { changeOf, figure, goalStateOf, towardsGoal } from './figures'

test('an absent value is n/a, never zero', () => {
  expect(figure(null, 'rate', 'EUR', 'n/a')).toBe('n/a')
  expect(figure(0, 'count', 'EUR', 'n/a')).toBe('0')
  expect(figure(1.42, 'ratio', 'EUR', 'n/a')).toMatch(/142\s?%/)
})

test('less is better where it is', () => {
  expect(changeOf(8, 10, true)).toMatchObject({ better: true, flat: false })
  expect(changeOf(8, 10, false)).toMatchObject({ better: false })
  expect(changeOf(8, 0, false)).toBeNull()
  expect(changeOf(null, 3, false)).toBeNull()
})

test('the goal is reached at one and never passed', () => {
  expect(towardsGoal({ value: 200, goal: 100, lower_is_better: false })).toBe(1)
  expect(towardsGoal({ value: 0.02, goal: 0.01, lower_is_better: true })).toBe(0.5)
  expect(towardsGoal({ value: 1, goal: null, lower_is_better: false })).toBeNull()
})

test('a goal that reads the same as the value is reached', () => {
  const show = (v: number | null) => figure(v, 'count', 'EUR', 'n/a')
  expect(goalStateOf({ value: 49, goal: 49.28, goal_state: 'near' }, show)).toBe('reached')
  expect(goalStateOf({ value: 48, goal: 49.28, goal_state: 'near' }, show)).toBe('near')
  expect(goalStateOf({ value: null, goal: null, goal_state: null }, show)).toBeNull()
})
