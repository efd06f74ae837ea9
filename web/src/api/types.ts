/** What the API answers, by the names of its document. */
import type { components } from './schema'
import type { Json } from './model'
export type { AssetType, Depth, FieldType, Json, Money, Obj, Relationship, Tier } from './model'

type S = components['schemas']

/** The server sends every key of an answer; what it lacks is null, never absent. */
export type Sent<T> = T extends (infer I)[] ? Sent<I>[] : T extends object ? { [K in keyof T]-?: Sent<T[K]> } : T

export interface Page<T> { items: T[]; next: string | null; total: number }
export type Fields = Record<string, Json>
export type Reference = S['Reference']
export type Named = S['Named']
export type Scores = S['Scores']

export type Role = S['Role']
export type Right = S['Right']
export type User = Sent<S['UserView']>
export type Session = Sent<S['SessionView']>

export type ContactRow = Sent<S['ContactRow']>
export type Contact = Sent<S['ContactView']>
export type ContactAddress = Sent<S['ContactAddress']>
export type Activity = Sent<S['ActivityView']>
export type Reason = Sent<S['Explanation']>
export type Contribution = Sent<S['Contribution']>
export type Gate = Sent<S['Gate']>
export type Gates = Sent<S['GatesView']>
export type Explanation = Sent<S['ContactExplanation']>

export type AccountRow = Sent<S['AccountRow']>
export type Account = Sent<S['AccountView']>
export type LeadRow = Sent<S['LeadRow']>
export type Lead = Sent<S['LeadView']>
export type OpportunityRow = Sent<S['OpportunityRow']>
export type Opportunity = Sent<S['OpportunityView']>
export type SendRow = Sent<S['SendRow']>
export type SenderDomain = Sent<S['SenderDomain']>
export type DnsRecord = Sent<S['DnsRecord']>
export type DomainFinding = Sent<S['DomainFinding']>
export type SenderRule = Sent<S['SenderRule']>
export type DmarcReports = Sent<S['DmarcReports']>
export type WayList = Sent<S['WayList']>
export type Way = Sent<S['Way']>
export type WayKindView = Sent<S['WayKindView']>
export type WayField = Sent<S['WayField']>
export type WayRouting = Sent<S['WayRouting']>
export type WayRule = Sent<S['WayRule']>
export type SuppressionKind = S['SuppressionKind']
export type SuppressionRow = Sent<S['SuppressionRow']>
export type SuppressionsLift = S['SuppressionsLift']
export type SuppressionsLifted = Sent<S['SuppressionsLifted']>
export type ReturnedRow = Sent<S['ReturnedRow']>
export type WayBack = Sent<S['WayBack']>

export type Kind = S['DefinitionKind']
export type DefinitionRow<B = unknown> = Omit<Sent<S['DefinitionRow']>, 'body'> & { body: B }
export type Version<B = unknown> = Omit<Sent<S['DefinitionVersion']>, 'body'> & { body: B }
export type Definition<B = unknown> = Omit<Sent<S['DefinitionView']>, 'published' | 'draft'> & { published: Version<B> | null; draft: Version<B> | null }
export type Finding = Sent<S['ProblemView']>
export type Rehearsal = Sent<S['Rehearsal']>
export type Movers = Rehearsal['enters']

export type Approval = Sent<S['ApprovalView']>
export type Run = Sent<S['RunView']>
export type ProgramRow = Sent<S['ProgramRow']>
export type ProgramView = Sent<S['ProgramView']>

export type ImportObject = S['Table']
export type ColumnMapping = S['ColumnMapping']
export type ImportMapping = S['Mapping']
export type ImportView = Omit<Sent<S['ImportView']>, 'mapping'> & { mapping: ImportMapping }

export type Kpi = Sent<S['Kpi']>
export type KpiUnit = S['KpiUnit']
export type KpiPeriod = Sent<S['KpiPeriod']>
export type KpiRows = Sent<S['KpiRows']>
export type FunnelStage = Sent<S['FunnelStage']>

export type QueryResult = Sent<S['QueryResult']>
export type QueryTable = Sent<S['QueryTable']>

export type CostCategory = S['CostCategory']
export type Cost = Sent<S['CostView']>

export type ProgramResults = Sent<S['ProgramResults']>
export type ResultSlice = Sent<S['ResultSlice']>
export type MailOutcome = S['MailOutcome']
export type HitRow = Sent<S['HitRow']>
export type HitLabel = S['Label']

export type Preflight = Sent<S['Preflight']>
export type PreflightFinding = Sent<S['PreflightFinding']>
export type PreflightArea = S['Area']
export type RunTest = Sent<S['TestView']>
export type TestedVariant = Sent<S['VariantView']>
export type Picture = Sent<S['FileView']>
export type LaneRow = Sent<S['LaneRow']>
