/** Conditions that can be picked, and the expressions of the template language that they are. */

export type Test = 'known' | 'unknown' | 'is' | 'is_not' | 'one_of' | 'none_of' | 'over' | 'under' | 'yes' | 'no' | SegmentTest
export type SegmentTest = 'in_segment' | 'not_in_segment'
export interface Picked { variable: string; test: Test; values: string[] }
export interface Condition { joint: 'and' | 'or'; parts: Picked[] }

export const TESTS: Test[] = ['is', 'is_not', 'one_of', 'none_of', 'known', 'unknown', 'over', 'under', 'yes', 'no']
/** The segments of the contact: one is asked for by its key. */
export const SEGMENTS = 'contact.segments'
export const SEGMENT_TESTS: SegmentTest[] = ['in_segment', 'not_in_segment']
export const takesValue = (test: Test) => !['known', 'unknown', 'yes', 'no'].includes(test)
export const takesMany = (test: Test) => test === 'one_of' || test === 'none_of'

const NUMBER = /^-?\d+(\.\d+)?$/
export const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`
const list = (values: string[]) => `[${values.map(quoted).join(', ')}]`

function part({ variable, test, values }: Picked): string {
  const [value = ''] = values
  switch (test) {
    case 'known': return `${variable} is not empty`
    case 'unknown': return `${variable} is empty`
    case 'is': return `${variable} == ${quoted(value)}`
    case 'is_not': return `${variable} != ${quoted(value)}`
    case 'one_of': return `${variable} in ${list(values)}`
    case 'none_of': return `${variable} not in ${list(values)}`
    case 'over': return `${variable} > ${NUMBER.test(value) ? value : '0'}`
    case 'under': return `${variable} < ${NUMBER.test(value) ? value : '0'}`
    case 'yes': return variable
    case 'no': return `not ${variable}`
    case 'in_segment': return `${quoted(value)} in ${SEGMENTS}`
    case 'not_in_segment': return `${quoted(value)} not in ${SEGMENTS}`
  }
}

export const written = ({ joint, parts }: Condition) => parts.map(part).join(` ${joint} `)

type Lexeme = { is: 'name' | 'text' | 'number' | 'sign'; say: string }

function lexed(source: string): Lexeme[] | null {
  const out: Lexeme[] = []
  const pattern = /\s*(?:([A-Za-z_][\w.]*)|("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(-?\d+(?:\.\d+)?)|(==|!=|>|<|\[|\]|,))/sy
  while (pattern.lastIndex < source.trimEnd().length) {
    const found = pattern.exec(source)
    if (!found) return null
    const [, name, text, number, sign] = found
    if (name) out.push({ is: 'name', say: name })
    else if (text) {
      if (text.replace(/\\["'\\n]/g, '').includes('\\')) return null
      out.push({ is: 'text', say: text.slice(1, -1).replace(/\\(.)/gs, (_, c) => (c === 'n' ? '\n' : c)) })
    } else out.push(number ? { is: 'number', say: number } : { is: 'sign', say: sign })
  }
  return out
}

/** The list that begins here: its values, and what comes after. */
function listAt(words: Lexeme[], at: number): { values: string[]; next: number } | null {
  if (words[at]?.say !== '[' || words[at].is !== 'sign') return null
  const values: string[] = []
  for (let i = at + 1; i < words.length; i += 2) {
    if (words[i].is === 'sign') return words[i].say === ']' && values.length === 0 ? { values, next: i + 1 } : null
    if (words[i].is !== 'text') return null
    values.push(words[i].say)
    if (words[i + 1]?.say === ']') return { values, next: i + 2 }
    if (words[i + 1]?.say !== ',') return null
  }
  return null
}

const KEYWORDS = new Set(['and', 'or', 'not', 'in', 'is', 'if', 'else', 'true', 'false', 'none'])

function partAt(words: Lexeme[], at: number): { part: Picked; next: number } | null {
  const say = (n: number) => words[at + n]?.say
  if (words[at]?.is === 'text') {
    const not = say(1) === 'not' ? 1 : 0
    if (say(1 + not) !== 'in' || say(2 + not) !== SEGMENTS) return null
    return { part: { variable: SEGMENTS, test: not ? 'not_in_segment' : 'in_segment', values: [words[at].say] }, next: at + 3 + not }
  }
  const not = words[at]?.is === 'name' && say(0) === 'not' ? 1 : 0
  const name = words[at + not]
  if (name?.is !== 'name' || KEYWORDS.has(name.say)) return null
  const made = (test: Test, values: string[], next: number) => ({ part: { variable: name.say, test, values }, next })
  const ends = (n: number) => at + n >= words.length || say(n) === 'and' || say(n) === 'or'
  if (not) return ends(2) ? made('no', [], at + 2) : null
  if (ends(1)) return made('yes', [], at + 1)
  if (say(1) === 'is' && say(2) === 'empty') return made('unknown', [], at + 3)
  if (say(1) === 'is' && say(2) === 'not' && say(3) === 'empty') return made('known', [], at + 4)
  const value = words[at + 2]
  if ((say(1) === '==' || say(1) === '!=') && value?.is === 'text') return made(say(1) === '==' ? 'is' : 'is_not', [value.say], at + 3)
  if ((say(1) === '>' || say(1) === '<') && value?.is === 'number') return made(say(1) === '>' ? 'over' : 'under', [value.say], at + 3)
  const negated = say(1) === 'not' && say(2) === 'in'
  if (!negated && say(1) !== 'in') return null
  const found = listAt(words, at + (negated ? 3 : 2))
  return found && made(negated ? 'none_of' : 'one_of', found.values, found.next)
}

/** The condition of an expression; nothing when it says more than can be picked, and has to be edited as text. */
export function read(expression: string): Condition | null {
  const words = lexed(expression)
  if (!words || words.length === 0) return null
  const parts: Picked[] = []
  let joint: Condition['joint'] | null = null
  for (let at = 0; ; ) {
    const found = partAt(words, at)
    if (!found) return null
    parts.push(found.part)
    if (found.next >= words.length) return { joint: joint ?? 'and', parts }
    const next = words[found.next]
    if (next.is !== 'name' || (next.say !== 'and' && next.say !== 'or') || (joint && joint !== next.say)) return null
    joint = next.say
    at = found.next + 1
  }
}

export interface Loop { name: string; items: string[] | null; over: string }

/** `city in ["Madrid", "Oslo"]`: a name and what it runs over, as texts where these can be listed. */
export function readLoop(expression: string): Loop {
  const found = /^([A-Za-z_]\w*)\s+in\s+(.*)$/s.exec(expression)
  if (!found) return { name: 'item', items: null, over: expression }
  const words = lexed(found[2])
  const values = words && listAt(words, 0)
  return { name: found[1], items: values && values.next === words.length ? values.values : null, over: found[2] }
}

export const writtenLoop = ({ name, items, over }: Loop) => `${name} in ${items ? list(items) : over}`
