// What filters are about to say that the document does not describe yet. Nothing is changed once it does.

const one = (key, schema) => ({ type: 'object', required: [key], properties: { [key]: schema } })
const ref = (name) => ({ $ref: `#/components/schemas/${name}` })
const word = (...of) => ({ type: 'string', enum: of })
const text = { type: 'string' }

export function ahead(schemas) {
  if (schemas.Measure) return
  schemas.Calendar = word('day', 'week', 'month', 'quarter', 'year')
  schemas.Amount = { oneOf: [word('value'), one('property', text)] }
  schemas.Figure = {
    oneOf: [word('distinct_assets'), word('distinct_days'), one('distinct', text), ...['sum', 'min', 'max'].map((key) => one(key, ref('Amount'))), word('first'), word('last')],
  }
  schemas.Measure = {
    allOf: [ref('Matcher'), { type: 'object', required: ['of', 'op'], properties: { window: ref('Window'), of: ref('Figure'), op: ref('Op'), values: { type: 'array', items: {} } } }],
  }
  schemas.NotSince = { type: 'object', required: ['first', 'then'], properties: { first: ref('Matcher'), then: ref('Matcher'), window: ref('Window') } }
  schemas.AtAccount = { type: 'object', required: ['who'], properties: { who: ref('Filter'), count: ref('Count') } }
  schemas.Filter.oneOf.push(one('not_since', ref('NotSince')), one('measure', ref('Measure')), one('at_account', ref('AtAccount')))
  schemas.Window.oneOf.push(one('this', ref('Calendar')), one('previous', ref('Calendar')), one('since_segment', text), one('since_stage', text))
  schemas.Op.enum.push('in_this', 'in_previous', 'in_next', 'anniversary_in_next_days', 'anniversary_in_last_days')
}
