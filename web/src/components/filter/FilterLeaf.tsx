/** One condition with its negation; the editor depends on its kind. */
import { Box, Button, Code, Tooltip } from '@mantine/core'
import { IconCode } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '@/api/model'
import { AccountLeaf } from './AccountLeaf'
import { BehaviourLeaf, NotSinceLeaf, SequenceLeaf } from './BehaviourLeaf'
import { ConsentLeaf, ListLeaf, OpportunityLeaf, ProgramLeaf, RelationshipLeaf, ScoreLeaf, SegmentLeaf, StageLeaf, TierLeaf } from './ChoiceLeaves'
import { isComplete } from './complete'
import { FieldLeaf } from './FieldLeaf'
import classes from './filter.module.css'
import { useHands } from './hands'
import { LEAF_ICONS } from './icons'
import { isKnown, kindOf, leafOf } from './leaves'
import { MeasureLeaf } from './MeasureLeaf'
import { PartButtons, usePartKeys } from './PartButtons'
import type { Place } from './tree'

interface Props { value: Filter; onChange: (filter: Filter) => void; onRemove: () => void; place: Place }

export function FilterLeaf({ value, onChange, onRemove, place }: Props) {
  const { t } = useTranslation()
  const hands = useHands()
  const onKeyDownCapture = usePartKeys(place, onRemove)
  const { leaf, negated } = leafOf(value)
  const known = isKnown(leaf)
  const Picture = known ? LEAF_ICONS[kindOf(leaf)] : IconCode
  const put = (next: Filter) => onChange(negated ? { not: next } : next)
  return (
    <Box
      className={classes.leaf} role="group" aria-label={known ? t(`filter.leaf.${kindOf(leaf)}`) : t('filter.unknown')} data-place={hands.mark(place)} data-gap={!isComplete(leaf) || undefined} tabIndex={-1}
      onKeyDownCapture={onKeyDownCapture}
    >
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
        {known ? <Editor leaf={leaf} put={put} /> : <Code fz="xs" style={{ overflowWrap: 'anywhere' }}>{JSON.stringify(leaf)}</Code>}
      </Box>
      <PartButtons place={place} onRemove={onRemove} kind="condition" />
    </Box>
  )
}

function Editor({ leaf, put }: { leaf: Filter; put: (f: Filter) => void }) {
  if ('field' in leaf) return <FieldLeaf value={leaf.field} onChange={(field) => put({ field })} />
  if ('did' in leaf) return <BehaviourLeaf value={leaf.did} onChange={(did) => put({ did })} />
  if ('sequence' in leaf) return <SequenceLeaf value={leaf.sequence} onChange={(sequence) => put({ sequence })} />
  if ('not_since' in leaf) return <NotSinceLeaf value={leaf.not_since} onChange={(not_since) => put({ not_since })} />
  if ('measure' in leaf) return <MeasureLeaf value={leaf.measure} onChange={(measure) => put({ measure })} />
  if ('at_account' in leaf) return <AccountLeaf value={leaf.at_account} onChange={(at_account) => put({ at_account })} />
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
