/** A small line of values over time, without axes. Its figures are told beside it; it is hidden from screen readers. */
interface Props { values: (number | null)[]; width?: number; height?: number; color?: string }

export function Sparkline({ values, width = 240, height = 46, color = 'var(--mantine-color-campo-6)' }: Props) {
  const known = values.filter((v): v is number => v !== null)
  if (known.length < 2) return <svg viewBox={`0 0 ${width} ${height}`} width="100%" height={height} aria-hidden data-empty />
  const [low, high] = [Math.min(...known, 0), Math.max(...known)]
  const span = high - low || 1
  const x = (i: number) => (i / (values.length - 1)) * (width - 4) + 2
  const y = (v: number) => height - 3 - ((v - low) / span) * (height - 7)
  const points = values.flatMap((v, i) => (v === null ? [] : [[x(i), y(v)]]))
  const line = points.map(([px, py], i) => `${i ? 'L' : 'M'}${px.toFixed(1)} ${py.toFixed(1)}`).join('')
  const [last] = points.slice(-1)
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width="100%" height={height} preserveAspectRatio="none" aria-hidden>
      <path d={`${line}L${last[0].toFixed(1)} ${height}L${points[0][0].toFixed(1)} ${height}Z`} fill={color} opacity={0.1} />
      <path d={line} fill="none" stroke={color} strokeWidth={1.8} strokeLinejoin="round" strokeLinecap="round" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
