/** KPI values as people read them, and whether a change is for the better. */
import { number, percent, units } from '@/format'
import type { Kpi, KpiUnit } from '@/api/types'

/** A value in its unit; `na` when a denominator was zero or a rate is missing. */
export function figure(value: number | null | undefined, unit: KpiUnit, currency: string, na: string): string {
  if (value === null || value === undefined) return na
  if (unit === 'rate') return percent(value, Math.abs(value) < 0.1 ? 2 : 1)
  if (unit === 'ratio') return percent(value, 0)
  if (unit === 'money') return units(value, currency)
  return number(value)
}

export interface Change { share: number; better: boolean; flat: boolean }

/** The change from one value to another; null when there is nothing to compare with. */
export function changeOf(value: number | null, before: number | null, lowerIsBetter: boolean): Change | null {
  if (value === null || before === null || before === 0) return null
  const share = (value - before) / Math.abs(before)
  const flat = Math.abs(share) < 0.005
  return { share, flat, better: lowerIsBetter ? share < 0 : share > 0 }
}

/** Whether the goal is reached, by the figures as they are shown: 49 of "49" is reached, whatever lies behind the point. */
export function goalStateOf(kpi: Pick<Kpi, 'value' | 'goal' | 'goal_state'>, show: (value: number | null) => string): Kpi['goal_state'] {
  return kpi.goal_state && kpi.value !== null && show(kpi.value) === show(kpi.goal ?? null) ? 'reached' : kpi.goal_state
}

/** How far a KPI is towards its goal, 0 to 1; for "lower is better" the room that is left. */
export function towardsGoal({ value, goal, lower_is_better }: Pick<Kpi, 'value' | 'goal' | 'lower_is_better'>): number | null {
  if (value === null || goal === null || goal === 0) return null
  const share = lower_is_better ? (value === 0 ? 1 : goal / value) : value / goal
  return Math.max(0, Math.min(1, share))
}
