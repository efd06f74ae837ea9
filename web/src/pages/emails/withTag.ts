/** A text with a tag in the place of what is selected; at its end where nothing ever was. */
export function withTag(text: string, tag: string, from?: number | null, to?: number | null): { text: string; caret: number } {
  const begin = from ?? text.length
  return { text: text.slice(0, begin) + tag + text.slice(to ?? begin), caret: begin + tag.length }
}
