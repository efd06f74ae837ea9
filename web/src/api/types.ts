/** What the API answers, by the names of its document. */
import type {
  AssetType, ConsentTest, Depth, FieldType, Json, Money, Obj, OpportunityOutcome, Program, ProgramKindName, Relationship, Tier,
} from './model'
export type { AssetType, Depth, FieldType, Json, Money, Obj, Relationship, Tier }

export interface Page<T> { items: T[]; next: string | null; total: number }
export interface Reference { id: string; name: string }
export interface Named { key: string; label: string }
export interface Scores { behaviour: number; fit: number; account: number }
export type Fields = Record<string, Json>

export type Role = 'admin' | 'marketer' | 'sales' | 'analyst'
export interface User {
  id: string; email: string; name: string; team: string; role: Role; active: boolean; created_at: string; last_sign_in: string | null
}
export interface Session {
  user: User; rights: string[]; workspace: string
  settings: {
    company: string; currency: string; zone: string; week_start: number; go_live: string
    rejection_reasons: string[]; channels: string[]
  }
}

export interface ContactRow {
  id: string; name: string; email: string | null; job_title: string | null; company: string | null; country: string | null
  account: Reference | null; tier: Tier | null; relationship: Relationship; owner: Reference | null; stage: Named | null
  scores: Scores; total_score: number; last_activity: string | null; created_at: string
}
export interface Suppressed { at: string; reason: string }
export interface ContactAddress {
  address: string; use: 'primary' | 'secondary' | 'former'; role: boolean
  invalid: Suppressed | null; opted_out: Suppressed | null; blocked: Suppressed | null
}
export interface Activity {
  number: number; kind: string; label: string; nature: 'contact' | 'ours' | 'rep'; asset: string | null; asset_label: string | null
  occurred_at: string; recorded_at: string; value: Money | null; properties: Fields; lead: string | null; live: boolean; source: string
}
export interface Membership { key: string; label: string; status: string; status_label: string; success: boolean }
export interface Contact extends ContactRow {
  external_id: string | null; fields: Fields; addresses: ContactAddress[]; consent: { state: ConsentTest; history: Activity[] }
  acquisition_program: Named | null; leads: LeadRow[]; opportunities: OpportunityRow[]; segments: Named[]; lists: Named[]
  programs: Membership[]; activities: number; updated_at: string
}

export interface Reason { sentence: string; holds: boolean; until: string | null; evidence: number[]; parts: Reason[] }
export interface Contribution { part: string; rule: string; label: string; points: number; times: number; evidence: number[] }
export interface Gate { key: string; label: string; passed: boolean; reasons: string[] }
export interface Gates { gates: Gate[]; passed: boolean; excluded: string | null; list: string | null }
export interface Explanation {
  segments: { key: string; label: string; member: boolean; because: Reason }[]
  scores: Scores; total_score: number; contributions: Contribution[]; gates: Gates | null
  stage: { lead: string; stage: string; label: string; since: string; because: string[] } | null
  evidence: Activity[]
}

export interface AccountRow {
  id: string; name: string; domain: string | null; industry: string | null; country: string | null; employees: number | null
  annual_revenue: Money | null; tier: Tier; tier_by_hand: boolean; score: number; relationship: Relationship
  owner: Reference | null; contacts: number; open_opportunities: number
}
export interface Account extends AccountRow {
  external_id: string | null; fields: Fields; contributions: Contribution[]; people: ContactRow[]; opportunities: OpportunityRow[]
  created_at: string; updated_at: string
}

export interface Aql {
  at: string; behaviour: number; account: number; scoring_version: number; qualification_version: number; reasons: string[]
}
export interface Handover {
  owner: Reference; rule: string; at: string; due: string; overdue: boolean
  state: 'waiting' | 'accepted' | 'rejected' | 'recycled'; reason: string | null; decided_at: string | null
}
export interface LeadRow {
  id: string; contact: ContactRow; account: Reference | null; tier: Tier | null; source: string; stage: Named; stage_since: string
  started_at: string; ended_at: string | null; outcome: string | null; aql: Aql | null; handover: Handover | null
  gates: Gates | null; last_activities: Activity[]
}
export interface OpportunityRow {
  id: string; name: string; account: Reference | null; amount: Money | null; outcome: OpportunityOutcome; stage: string | null
  source: string | null; lead: string | null; opened_at: string; closed_at: string | null; marketing_sourced: boolean
}

export type Kind =
  | 'field' | 'segment' | 'list' | 'scoring' | 'qualification' | 'lifecycle' | 'assignment' | 'asset' | 'email' | 'program' | 'goal' | 'settings'
export type DefinitionState = 'draft' | 'published' | 'archived'
export interface DefinitionRow<B = unknown> {
  kind: Kind; key: string; label: string; version: number; state: DefinitionState; has_draft: boolean
  members: number | null; sentence: string | null; author: string | null; note: string; at: string; body: B
}
export interface Version<B = unknown> { version: number; state: DefinitionState; body: B; author: string | null; note: string; at: string }
export interface Finding { path: string; message: string; severity: 'error' | 'warning' }
export interface Definition<B = unknown> {
  kind: Kind; key: string; label: string; published: Version<B> | null; draft: Version<B> | null
  members: number | null; sentence: string | null; problems: Finding[]
}
export interface Diff { from: number; to: number; lines: { change: 'same' | 'added' | 'removed'; text: string }[] }

export interface SegmentCount { count: number; of: number; ms: number; sentence: string; sample: ContactRow[] }
export interface RenderedEmail { subject: string; preheader: string; html: string; text: string; problems: Finding[] }

export interface Run {
  id: string; program: string; state: string; at: string; audience: number; sends: Record<string, number>
  progress: number; created_by: string | null
}
export interface ProgramFigures {
  members: number; successes: number; sent: number; opened: number; clicked: number; unsubscribed: number; bounced: number
  held: number; cost: Money | null; last_acted: string | null
}
export interface ProgramRow {
  key: string; label: string; description: string; type: ProgramKindName; channel: string; tags: Record<string, string>
  owner: string; active: boolean; version: number | null; has_draft: boolean; figures: ProgramFigures; last_run: Run | null
}
export interface ReasonCount { reason: string; count: number }
export interface ProgramView extends ProgramRow {
  body: Program; statuses: { key: string; label: string; step: number; success: boolean; members: number }[]
  held: ReasonCount[]; runs: Run[]; costs: Cost[]
  nurture: {
    places: { category: string; depth: Depth; members: number; exhausted: number }[]; exhausted: number; next_cast: string | null
  } | null
}
export interface ProgramMember { contact: ContactRow; status: string; status_label: string; success: boolean }
export interface ProgramAudience { count: number; sentence: string; sendable: number; held: ReasonCount[]; sample: ContactRow[] }

export type ImportObject = 'contacts' | 'accounts' | 'leads' | 'opportunities' | 'activities'
export interface ImportColumn {
  name: string; field?: string | null; type?: FieldType | null; date_format?: string | null; decimal_mark?: string | null
  unit?: number | null; currency?: string | null; samples?: string[]
}
export interface ImportMapping { encoding: string; delimiter: string; columns: ImportColumn[] }
export interface ImportProgress {
  rows: number | null; read: number; accepted: number; rejected: number; warnings: number; created: number; updated: number
  unchanged: number; reasons: Record<string, number>; dry_run: boolean
}
export interface ImportView {
  id: string; object: ImportObject; file_name: string; size: number; state: 'mapping' | 'running' | 'finished' | 'failed'
  created_at: string; created_by: string | null; mapping: ImportMapping; preview: string[][]
  questions: { column: string; about: string; text: string; choices: string[] }[]
  fields: { key: string; label: string; type: FieldType }[]; progress: ImportProgress; error: string | null
}

export interface OutboxRow { id: string; to: string; from: string; subject: string; at: string; send: string | null }
export interface OutboxMessage extends OutboxRow { headers: { name: string; value: string }[]; text: string; has_html: boolean; size: number }

export type KpiUnit = 'count' | 'rate' | 'money' | 'ratio'
export interface KpiPeriod {
  from: string; to: string; days: number; previous_from: string; previous_to: string; zone: string; go_live: string
}
export interface Kpi {
  key: string; number: number; label: string; unit: KpiUnit; value: number | null; numerator: number | null; denominator: number | null
  formula: string; baseline: number | null; goal: number | null; goal_state: 'reached' | 'near' | 'missed' | null
  lower_is_better: boolean; alarm: string | null; previous: number | null; series: { day: string; value: number | null }[]
  details: { key: string; label: string; unit: KpiUnit; value: number | null; previous: number | null }[]
  excluded: { test: number; employee: number; competitor: number }; warnings: string[]
}
export interface KpiReport { period: KpiPeriod; groups: { key: string; label: string; kpis: Kpi[] }[] }
export interface KpiRows {
  key: string; columns: { key: string; label: string; type: string }[]; rows: Json[][]; total: number; truncated: boolean
}
export interface UsageRow { name: string; emails_sent: number; quality_triggers: number; triggered_share: number | null }
export interface Usage { period: KpiPeriod; users: UsageRow[]; teams: UsageRow[] }
export interface FunnelStage {
  key: string; label: string; entered: number; current: number; conversion: number | null; median_days: number | null; on_path: boolean
}
export interface Funnel { period: KpiPeriod; stages: FunnelStage[] }

export interface Column { name: string; type: string }
export interface QueryResult { columns: Column[]; rows: Json[][]; truncated: boolean; ms: number }
export interface QueryTable { name: string; description: string; columns: Column[] }

export interface Key {
  id: string; kind: 'api' | 'write'; label: string; prefix: string; scopes: string[]; created_at: string; created_by: string | null
  last_used: string | null; revoked_at: string | null
}
export type CostCategory = 'program' | 'software' | 'staff' | 'agency' | 'data'
export interface Cost { id: string; category: CostCategory; label: string; amount: Money; from: string; to: string; program: string | null }
export interface Parked { id: string; at: string; reason: string; source: string; what: string; message_id: string }
export interface Audit { id: number; at: string; actor: string; action: string; object: string; detail: string }
