import type { IsoDate } from '../../core/date.ts';

/** The days that an audit looks at, both included. */
export interface Window {
  readonly from: IsoDate;
  readonly to: IsoDate;
}
