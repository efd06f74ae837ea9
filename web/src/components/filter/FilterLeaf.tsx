/** One condition with its negation; the editor depends on its kind. */
import { ActionIcon, Box, Button, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '@/api/model'
import { BehaviourLeaf, SequenceLeaf } from './BehaviourLeaf'
import { ConsentLeaf, ListLeaf, OpportunityLeaf, ProgramLeaf, RelationshipLeaf, ScoreLeaf, SegmentLeaf, StageLeaf, TierLeaf } from './ChoiceLeaves'
import { FieldLeaf } from './FieldLeaf'
import classes from './filter.module.css'
import { LEAF_ICONS } from './icons'
import { kindOf, leafOf } from './leaves'

interface Props { value: Filter; onChange: (filter: Filter) => void; onRemove: () => void }

export function FilterLeaf({ value, onChange, onRemove }: Props) {
  const { t } = useTranslation()
  const { leaf, negated } = leafOf(value)
  const kind = kindOf(leaf)
  const Picture = LEAF_ICONS[kind]
  const put = (next: Filter) => onChange(negated ? { not: next } : next)
  return (
    <Box className={classes.leaf} role="group" aria-label={t(`filter.leaf.${kind}`)}>
      <Picture size={18} stroke={1.7} className={classes.icon} aria-hidden />
      <Box className={classes.parts}>
        <Tooltip label={t('filter.negate_hint')}>
          <Button
            size="compact-xs" variant={negated ? 'filled' : 'default'} color={negated ? 'clay' : 'gray'} aria-pressed={negated}
            onClick={() => onChange(negated ? leaf : { not: leaf })}
          >
            {t('filter.not')}
          </Button>
        </Tooltip>
        <Editor leaf={leaf} put={put} />
      </Box>
      <ActionIcon onClick={onRemove} aria-label={t('filter.remove')}><IconX size={16} /></ActionIcon>
    </Box>
  )
}

function Editor({ leaf, put }: { leaf: Filter; put: (f: Filter) => void }) {
  if ('field' in leaf) return <FieldLeaf value={leaf.field} onChange={(field) => put({ field })} />
  if ('did' in leaf) return <BehaviourLeaf value={leaf.did} onChange={(did) => put({ did })} />
  if ('sequence' in leaf) return <SequenceLeaf value={leaf.sequence} onChange={(sequence) => put({ sequence })} />
  if ('in_segment' in leaf) return <SegmentLeaf value={leaf.in_segment} onChange={(in_segment) => put({ in_segment })} />
  if ('in_list' in leaf) return <ListLeaf value={leaf.in_list} onChange={(in_list) => put({ in_list })} />
  if ('program' in leaf) return <ProgramLeaf value={leaf.program} onChange={(program) => put({ program })} />
  if ('score' in leaf) return <ScoreLeaf value={leaf.score} onChange={(score) => put({ score })} />
  if ('stage' in leaf) return <StageLeaf value={leaf.stage} onChange={(stage) => put({ stage })} />
  if ('consent' in leaf) return <ConsentLeaf value={leaf.consent} onChange={(consent) => put({ consent })} />
  if ('relationship' in leaf) return <RelationshipLeaf value={leaf.relationship} onChange={(relationship) => put({ relationship })} />
  if ('tier' in leaf) return <TierLeaf value={leaf.tier} onChange={(tier) => put({ tier })} />
  if ('opportunity' in leaf) return <OpportunityLeaf value={leaf.opportunity} onChange={(opportunity) => put({ opportunity })} />
  return null
}
