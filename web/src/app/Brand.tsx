/** The mark and the name. */
import { Group, Text } from '@mantine/core'

export function Brand({ size = 28 }: { size?: number }) {
  return (
    <Group gap={10} wrap="nowrap">
      <img src="/siembra.svg" width={size} height={size} alt="" />
      <Text component="span" className="figure" fz={size * 0.75} c="var(--siembra-ink)">Siembra</Text>
    </Group>
  )
}
