import { useBridge } from '../api/bridge.ts';
import { dayText, instantText } from './time-text.ts';

export interface InstantProps {
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** A moment, in the portfolio's zone. */
export function Instant({ at }: InstantProps) {
  const { portfolio } = useBridge();
  return (
    <time dateTime={at} class="whitespace-nowrap">
      {instantText(at, portfolio.timeZone)}
    </time>
  );
}

export interface DayProps {
  /** 2026-04-30 */
  readonly on: string;
}

/** A day of the calendar. */
export const Day = ({ on }: DayProps) => (
  <time dateTime={on} class="whitespace-nowrap">
    {dayText(on)}
  </time>
);
