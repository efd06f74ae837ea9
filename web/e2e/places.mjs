// Where the browser goes: every page by name and address, and pages of one thing by the list that links to it.
export const PAGES = [
  ['home', '/'], ['contacts', '/contacts'], ['accounts', '/accounts'], ['worklist', '/worklist'], ['segments', '/segments'], ['content', '/content'],
  ['emails', '/emails'], ['snippets', '/snippets'], ['programs', '/programs'], ['approvals', '/approvals'], ['scoring', '/scoring'], ['qualification', '/scoring?tab=qualification'], ['lifecycle', '/scoring?tab=lifecycle'], ['assignment', '/scoring?tab=assignment'], ['enrich', '/scoring?tab=enrich'],
  ['warm-up', '/scoring?tab=warm_up'], ['import', '/import'], ['outbox', '/outbox'], ['sends', '/outbox?tab=sends'], ['returned', '/outbox?tab=returned'], ['query', '/query'],
  ...['instance', 'brand', 'users', 'fields', 'goals', 'costs', 'definitions', 'keys', 'tracking', 'suppressions', 'senders', 'ways', 'parked', 'audit'].map((s) => [`settings-${s}`, `/settings/${s}`]),
]

/** Opened from the first row of the list. */
export const DETAILS = [
  ['contact', '/contacts', 'a[href^="/contacts/con_"]'], ['lead', '/worklist', 'main a[href^="/leads/lea_"]'], ['opportunity', '/?kpi=revenue', 'a[href^="/opportunities/opp_"]'], ['account', '/accounts', 'a[href^="/accounts/acc_"]'], ['segment', '/segments', 'a[href^="/segments/"]:not([href="/segments"])'],
  ['asset', '/content', 'a[href^="/content/"]'], ['email', '/emails', 'main a[href^="/emails/"]'], ['snippet', '/snippets', 'main a[href^="/snippets/"]'], ['program', '/programs', 'main a[href^="/programs/"]'],
  ['definition', '/settings/definitions', 'main a[href^="/definitions/"]'],
]
