import type { Effects } from '../../core/effects.ts';

export interface SendOptions {
  /** A report type, or `all`. */
  readonly type: string;
  readonly list?: string | undefined;
  /** Also what was sent within the window already. */
  readonly again?: boolean | undefined;
  /** Who has it sent: `cli:ann`. */
  readonly by?: string | undefined;
  /** How long to wait for messages that a provider puts off, in milliseconds. */
  readonly patience?: number | undefined;
  readonly effects: Effects;
}
