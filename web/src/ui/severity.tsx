import { Chip } from './chip.tsx';
import { Bar, Disc, Ring, Square, Triangle } from './icons.tsx';

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

export interface SeverityChipProps {
  readonly severity: Severity;
}

const LOOK = {
  critical: { icon: <Square size={10} />, word: 'Critical' },
  high: { icon: <Triangle size={11} />, word: 'High' },
  medium: { icon: <Disc size={11} />, word: 'Medium' },
  low: { icon: <Bar size={10} />, word: 'Low' },
  info: { icon: <Ring size={11} />, word: 'Note' },
} as const;

/** Shape, word and tint. */
export function SeverityChip({ severity }: SeverityChipProps) {
  const { icon, word } = LOOK[severity];
  return (
    <Chip tone={severity} icon={icon}>
      {word}
    </Chip>
  );
}
