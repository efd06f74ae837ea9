/** A time as people say it, the exact one on hover. */
import { Text, Tooltip, type TextProps } from '@mantine/core'
import { dateTime, relative } from '@/format'

export function Stamp({ at, ...rest }: { at: string | null | undefined } & TextProps) {
  if (!at) return <Text span fz="sm" c="dimmed" {...rest}>–</Text>
  return (
    <Tooltip label={dateTime(at)}>
      <Text span fz="sm" {...rest}><time dateTime={at}>{relative(at)}</time></Text>
    </Tooltip>
  )
}
