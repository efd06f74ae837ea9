/** Bodies of definitions and filters, in the shape that the text export uses. */

export type Obj = 'contact' | 'account' | 'lead' | 'opportunity'
export type FieldType =
  | 'text' | 'choice' | 'integer' | 'decimal' | 'money' | 'date' | 'instant' | 'boolean' | 'email' | 'phone' | 'url' | 'country'
export type Relationship = 'prospect' | 'customer' | 'partner' | 'competitor' | 'employee' | 'test'
export type Tier = 'named' | 'target' | 'non_icp'
export type Depth = 'early' | 'mid' | 'late'
export type AssetType = 'blog' | 'cheat_sheet' | 'infographic' | 'ebook' | 'webinar' | 'analyst_report' | 'accelerator'
export type Scalar = string | number | boolean
export interface Money { minor: number; currency: string }
export type Json = Scalar | Money | null

export type Op =
  | 'is' | 'is_not' | 'contains' | 'not_contains' | 'starts_with' | 'ends_with' | 'known' | 'unknown' | 'empty'
  | 'at_least' | 'at_most' | 'more_than' | 'less_than' | 'between' | 'before' | 'after' | 'in_last_days' | 'in_next_days'

export interface FieldTest { of: Obj; key: string; op: Op; values?: Json[] }
export interface PropertyTest { key: string; op: Op; values?: Json[] }
export interface Matcher { kind: string[]; asset?: string[]; properties?: PropertyTest[] }
export interface Count { at_least: number; at_most?: number | null }
export type Window =
  | 'ever' | 'since_lead_start'
  | { last_days: number } | { last_hours: number }
  | { between: { from: string; to: string } } | { before: string } | { since: string }
export interface Did extends Matcher { count?: Count; window?: Window }
export interface Sequence { first: Matcher; then: Matcher; within_days: number; window?: Window }
export interface ProgramTest { key: string; status?: string[] }
export type ScorePart = 'behaviour' | 'fit' | 'account' | 'total'
export interface ScoreTest { part: ScorePart; at_least?: number | null; at_most?: number | null }
export type ConsentTest = 'given' | 'withdrawn' | 'none'
export type OpportunityOutcome = 'open' | 'won' | 'lost'

export type Filter =
  | { all: Filter[] } | { any: Filter[] } | { not: Filter }
  | { field: FieldTest } | { did: Did } | { sequence: Sequence }
  | { in_segment: string } | { in_list: string } | { stage: string[] }
  | { program: ProgramTest } | { score: ScoreTest } | { consent: ConsentTest }
  | { opportunity: { outcome?: OpportunityOutcome[] } }
  | { relationship: Relationship[] } | { tier: Tier[] }

export interface Choice { key: string; label: string }
export interface Field {
  object: Obj; key: string; type: FieldType; label: string
  description?: string; owner?: string; personal?: boolean; default?: Json; choices?: Choice[]; builtin?: boolean
}
export interface Segment { label: string; description?: string; filter: Filter }
export interface List { label: string; description?: string }

export interface BehaviourRule {
  key: string; label: string; what: Matcher; points: number
  most?: number | null; last_days?: number | null; half_life_days?: number | null
}
export interface PointsRule { key: string; label: string; when: Filter; points: number }
export interface ScoringModel {
  label: string; behaviour: BehaviourRule[]; behaviour_cap: number
  fit: PointsRule[]; fit_cap: number; account: PointsRule[]; account_cap: number; target_account_at: number
}
export interface Qualification {
  label: string; target_title: Filter; behaviour_at_least: number; account_at_least: number; relationships: Relationship[]
}

export interface Asset {
  label: string; type: AssetType; depth: Depth; categories?: string[]; url: string; email: string
  order?: number; description?: string; language?: string | null
}
export interface Email {
  label: string; subject: string; preheader?: string; from_name?: string; from_address?: string; reply_to?: string
  mjml: string; text?: string; defaults?: Record<string, string>; operational?: string | null
}

export type Step =
  | { send: { email: string } } | { wait_hours: number }
  | { alert: { to: 'owner' | { user: string }; text: string } }
  | { change: { field: string; value: Json } } | { task: { text: string } } | { add_to_list: string }
export interface TriggerProgram { when: Matcher; filter: Filter; every_days?: number | null; steps: Step[] }
export interface NurtureCategory { key: string; label: string; when: Filter }
export interface NurtureProgram {
  audience: Filter; dormant_days: number; categories: NurtureCategory[]; mid_at: number; late_at: number
  hysteresis: number; every_days: number; hour: number
}
export type ProgramKind =
  | { batch: { segment: string; email: string } } | { trigger: TriggerProgram } | { nurture: NurtureProgram } | 'passive'
export type ProgramKindName = 'batch' | 'trigger' | 'nurture' | 'passive'
export interface ProgramStatus { key: string; label: string; step: number; success?: boolean }
export interface Program {
  label: string; description?: string; channel: string; tags?: Record<string, string>; owner?: string
  statuses: ProgramStatus[]; active: boolean; does: ProgramKind
}
export interface Goal { kpi: string; target?: number | null; baseline?: number | null; note?: string }
export interface Stage { key: string; label: string; kind: 'inventory' | 'gate' | 'sla' | 'terminal'; path?: boolean; sla_hours?: number | null }
export interface Lifecycle { label: string; stages: Stage[]; transitions: unknown[] }
export interface Settings {
  company: string; postal_address: string; sender_name: string; sender_address: string; public_url: string
  currency: string; zone: string; fiscal_year_start: number; week_start: number
  business_hours: { from: number; to: number; days: number[] }
  holidays: string[]; go_live: string
  limits: { per_day: number; per_week: number; quiet_from: number; quiet_to: number; consent_required: boolean }
  marketing_sources: string[]; rejection_reasons: string[]; channels: string[]
  rates: { currency: string; date: string; rate: string }[]
}
