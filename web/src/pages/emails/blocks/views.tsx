/** How each kind of block is drawn. */
import { IconPhotoOff } from '@tabler/icons-react'
import { useState, type CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/api/session'
import { BlockList } from './CanvasBlock'
import { useGround, type Seen } from './ground'
import { aligned, getter, letters, padding, sides, surface, type Get } from './look'
import { attr, isNamed } from './model/attributes'
import { branchWord, expressionOf } from './model/logic'
import { open } from './model/richtext'
import { listsOf, type Level } from './model/tree'
import type { Block, Element, Logic } from './model/types'
import { writeBlock } from './model/write'
import { RichText } from './RichText'
import { SnippetView } from './SnippetView'
import { SOCIAL } from './social'
import { useConditionText } from './useConditionText'
import { namesOf } from './useVariables'
import classes from './blocks.module.css'

interface Props { block: Block; level: Level; around: number; seen: Seen }

export function View(props: Props) {
  const { block, seen } = props
  const { shared } = useGround()
  if (block.type === 'loose') return <code className={classes.code}>{block.text}</code>
  if (block.type === 'logic') return <LogicView {...props} block={block} />
  const get = getter(block, shared)
  if (listsOf(block).length) return <Frame {...props} block={block} get={get} />
  switch (block.name) {
    case 'mj-text': return <Text block={block} get={get} editing={seen.editing === block.id} />
    case 'mj-button': return <ButtonView block={block} get={get} editing={seen.editing === block.id} />
    case 'mj-image': return <Image block={block} get={get} />
    case 'mj-divider': return <div style={{ ...padding(get), ...aligned(get) }}><div style={{ display: 'inline-block', width: get('width'), verticalAlign: 'top', borderTop: `${get('border-width')} ${get('border-style')} ${get('border-color')}` }} /></div>
    case 'mj-spacer': return <div style={{ height: get('height') }} />
    case 'mj-social': return <Social block={block} get={get} />
    case 'mj-include': return <SnippetView block={block} level={props.level} around={props.around} />
    default: return <code className={classes.code}>{writeBlock({ ...block, lead: '' }).slice(0, 600)}</code>
  }
}

/** Rows, columns, and frames around them. */
function Frame({ block, get, around, seen }: Props & { block: Element; get: Get }) {
  const level = block.name === 'mj-body' || block.name === 'mj-wrapper' ? 'rows' : block.name === 'mj-section' || block.name === 'mj-group' ? 'columns' : 'content'
  const column = block.name === 'mj-column'
  // The renderer gives a column its padding within; its surface is drawn by the block around.
  const style: CSSProperties = column ? { padding: sides(get).join(' ') } : { ...surface(get), ...padding(get) }
  return <BlockList owner={block} level={level} around={around + 1} seen={seen} style={style} />
}

function LogicView({ block, level, around, seen }: Props & { block: Logic }) {
  const text = useConditionText(useGround().variables)
  return (
    <div className={classes.logic}>
      {block.branches.map((branch) => (
        <div key={branch.id}><span className={classes.says}>{text(branchWord(branch), expressionOf(branch))}</span><BlockList owner={branch} level={level} around={around + 1} seen={seen} /></div>
      ))}
    </div>
  )
}

function Text({ block, get, editing }: { block: Element; get: Get; editing: boolean }) {
  const { html, rich } = open(block.content, namesOf(useGround().variables))
  const style = { ...padding(get), ...letters(get), ...aligned(get), overflowWrap: 'anywhere' as const }
  return (
    <div style={style}>
      {editing && rich ? <RichText block={block} /> : <div dangerouslySetInnerHTML={{ __html: html }} />}
    </div>
  )
}

function ButtonView({ block, get, editing }: { block: Element; get: Get; editing: boolean }) {
  const { html, rich } = open(block.content, namesOf(useGround().variables))
  const look: CSSProperties = {
    ...letters(get), ...surface(get), display: 'inline-block', padding: sides(get, 'inner-padding').join(' '), width: get('width'), textAlign: (get('text-align') as CSSProperties['textAlign']) ?? 'center',
  }
  return <div style={{ ...padding(get), ...aligned(get) }}>{editing && rich ? <div style={look}><RichText block={block} plain /></div> : <span style={look} dangerouslySetInnerHTML={{ __html: html }} />}</div>
}

function Image({ block, get }: { block: Element; get: Get }) {
  const { t } = useTranslation()
  const { shared } = useGround()
  const { company } = useSession().settings
  const src = get('src')
  const [broken, setBroken] = useState<string | null>(null)
  // A company without a logo is called by its name.
  if (!src && shared.classes.logo && attr(block, 'mj-class')?.split(/\s+/).includes('logo')) {
    const text = getter({ ...block, name: 'mj-text' }, shared)
    return <div style={{ ...padding(get), ...letters(text), ...aligned(get), fontSize: 20, fontWeight: 700 }}>{company}</div>
  }
  const fixed = !src || src.includes('{{') || broken === src
  return (
    <div style={{ ...padding(get), ...aligned(get) }}>
      {fixed
        ? <span className={classes.missing} style={{ maxWidth: get('width') }}><IconPhotoOff size={22} aria-hidden />{attr(block, 'alt') || (src ? src.slice(0, 80) : t('blocks.image.none'))}</span>
        : <img src={src} alt={get('alt') ?? ''} referrerPolicy="no-referrer" onError={() => setBroken(src)} style={{ width: get('width') ?? '100%', maxWidth: '100%', display: 'inline-block', borderRadius: get('border-radius'), border: get('border') }} />}
    </div>
  )
}

function Social({ block, get }: { block: Element; get: Get }) {
  const size = get('icon-size')
  return (
    <div style={{ ...padding(get), ...aligned(get) }}>
      {block.children.filter((c): c is Element => isNamed(c, 'mj-social-element')).map((c) => {
        const name = attr(c, 'name')?.replace(/-noshare$/, '') ?? ''
        const known = SOCIAL[name]
        return <span key={c.id} title={name} style={{ display: 'inline-flex', alignItems: 'center', justifyContent: 'center', margin: 4, width: size, height: size, borderRadius: 3, background: attr(c, 'background-color') ?? known?.colour ?? '#53504a', color: '#fff' }}>{known ? <known.icon size="70%" aria-hidden /> : name.slice(0, 1)}</span>
      })}
    </div>
  )
}
