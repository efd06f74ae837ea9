/** HTML of a text, for showing and for editing: made harmless, template tags as marks, and back to what MJML reads. */
import { encoded } from './attributes'
import { VOID } from './parse'
import { pieces, Reader } from './scan'
import { SourceError } from './types'

const TAGS = new Set(('a b i u s em strong span p div br ul ol li h1 h2 h3 h4 h5 h6 hr img sup sub small big font center blockquote code pre del ins strike mark table thead tbody tfoot tr td th caption').split(' '))
const ATTRS = new Set(('style href target rel title alt src width height align valign color bgcolor face size class dir lang start type role border cellpadding cellspacing colspan rowspan data-track').split(' '))
/** Attributes that would act in the page; here they are kept under another name. */
const ASIDE = 'data-mail-'

export interface Opened {
  html: string
  /** The markup can be edited as it is shown; else only as source. */
  rich: boolean
}

const hole = (n: number) => `\ue000${n}\ue001`
const HOLE = /\ue000(-?\d+)\ue001/g
/** A hard space of the source is a mark, too: those that come while writing are the browser's, and mean a space. */
const HARD = '&nbsp;'

/** Source with its tags taken out, each leaving a numbered hole. */
function hidden(source: string) {
  const tags: string[] = []
  const text = pieces(source).map((p) => (p.tag ? hole(tags.push(p.text) - 1) : p.text)).join('')
  return { text, tags }
}

/** What variables are called, by their path. */
export type Names = ReadonlyMap<string, string>
const NAMELESS: Names = new Map()

/** What stands on a mark: the name for a variable, the tag itself for the rest. */
export function markText(tag: string, names: Names = NAMELESS): string {
  const name = /^\{\{-?\s*([\w.]+)\s*(?:\||-?\}\})/.exec(tag)?.[1]
  return name ? names.get(name) ?? name.replace(/^contact\./, '').replaceAll('_', ' ') : tag.replace(/^\{[%#][-+]?\s*|\s*[-+]?[%#]\}$/g, '')
}

/** Read once: the canvas asks for every text at every step. */
const opened = new WeakMap<Names, Map<string, Opened>>()

export function open(source: string, names: Names = NAMELESS): Opened {
  const all = opened.get(names) ?? new Map<string, Opened>()
  opened.set(names, all)
  const known = all.get(source)
  if (known) return known
  if (all.size > 1_000) all.clear()
  const made = read(source, names)
  all.set(source, made)
  return made
}

function read(source: string, names: Names): Opened {
  const { text, tags } = hidden(source)
  const doc = new DOMParser().parseFromString(`<body>${text}`, 'text/html')
  const rich = !/[\ue000\ue001]|<[!?](?!--[^[])/.test(source) && sameMarkup(text, doc.body) && clean(doc.body)
  mark(doc.body, tags, names)
  return { html: doc.body.innerHTML, rich }
}

/** Takes out what is not known; false when there was any. */
function clean(element: Element): boolean {
  let whole = true
  for (const child of [...element.children]) {
    if (!TAGS.has(child.localName)) { child.remove(); whole = false; continue }
    for (const { name, value } of [...child.attributes]) {
      if (!ATTRS.has(name)) { child.removeAttribute(name); whole = false } else if (name === 'href' || name === 'target' || value.includes('\ue000')) {
        child.removeAttribute(name)
        child.setAttribute(ASIDE + name, value)
      }
    }
    whole = clean(child) && whole
  }
  return whole
}

function mark(node: Node, tags: string[], names: Names) {
  for (const child of [...node.childNodes]) {
    if (child.nodeType === 1) {
      for (const { name, value } of [...(child as Element).attributes]) (child as Element).setAttribute(name, value.replace(HOLE, (_, n) => tags[n]))
      mark(child, tags, names)
    } else if (child.nodeType === 3 && /[\ue000\u00a0]/.test(child.nodeValue!)) {
      const parts = child.nodeValue!.replaceAll('\u00a0', hole(-1)).split(HOLE)
      ;(child as Text).replaceWith(...parts.map((part, i) => (i % 2 ? markOf(part === '-1' ? HARD : tags[Number(part)], names) : part)))
    } else if (child.nodeType === 8) child.nodeValue = child.nodeValue!.replace(HOLE, (_, n) => tags[n])
  }
}

/** A template tag as something that can be put into a text and taken out, not typed into. */
export function markOf(tag: string, names?: Names): HTMLElement {
  const made = document.createElement('span')
  made.setAttribute('data-tag', tag)
  made.setAttribute('contenteditable', 'false')
  made.textContent = tag === HARD ? '\u00a0' : markText(tag, names)
  return made
}

/** The source of what was edited. */
export function close(root: Node): string {
  return [...root.childNodes].map((node) => {
    if (node.nodeType === 3) return text(node.nodeValue!)
    if (node.nodeType === 8) return `<!--${node.nodeValue}-->`
    if (node.nodeType !== 1) return ''
    const element = node as HTMLElement
    const tag = element.getAttribute('data-tag')
    if (tag !== null) return tag
    const attrs = [...element.attributes].map(({ name, value }) => ` ${name.replace(ASIDE, '')}="${encoded(name === 'style' ? hexed(value) : value)}"`).join('')
    return VOID.has(element.localName) ? `<${element.localName}${attrs} />` : `<${element.localName}${attrs}>${close(element)}</${element.localName}>`
  }).join('')
}

/** Colours as every mail program reads them. */
const hexed = (style: string) => style.replace(/rgb\((\d+), (\d+), (\d+)\)/g, (_, ...rgb) => `#${rgb.slice(0, 3).map((n) => Number(n).toString(16).padStart(2, '0')).join('')}`)

const outsideTags = (value: string, change: (text: string) => string) => pieces(value).map((p) => (p.tag ? p.text : change(p.text))).join('')
/** Typed braces are a variable when they are whole, else letters. */
const text = (value: string) => outsideTags(value, (part) => part.replace(/[&<>\u00a0]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? ' ').replace(/\{(?=[{%#])/g, '&#123;'))

/** Whether the browser reads the markup as it is written, mending and moving nothing. */
function sameMarkup(source: string, body: HTMLElement): boolean {
  const reader = new Reader(source)
  let written = ''
  while (!reader.done) {
    if (reader.sees('</')) written += `/${reader.past('>', () => new SourceError('comment', reader.at)).slice(2, -1).trim()};`
    else if (reader.opens) {
      reader.at += 1
      const name = reader.name()
      const { empty } = reader.attributes(reader.at)
      written += VOID.has(name) ? `${name};/${name};` : `${name};${empty ? `/${name};` : ''}`
    } else {
      written += reader.sees('<!--') ? (reader.past('-->', () => new SourceError('comment', reader.at)), '') : ''
      while (!reader.done && !reader.opens && !reader.sees('</') && !reader.sees('<!--')) {
        if (source[reader.at] === '\ue000') written += source[reader.at + 1]
        reader.at += 1
      }
    }
  }
  const shown = (node: Node): string => [...node.childNodes].map((c) => {
    if (c.nodeType === 3) return [...c.nodeValue!.matchAll(/\ue000(.)/g)].map((m) => m[1]).join('')
    return c.nodeType === 1 ? `${(c as Element).localName};${shown(c)}/${(c as Element).localName};` : ''
  }).join('')
  return written.toLowerCase() === shown(body)
}
