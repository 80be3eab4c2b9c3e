import type { Effects } from '../../core/effects.ts';

/** Who uses the command line, as it goes on record: `cli:ann`. */
export function localUser({ env }: Pick<Effects, 'env'>): string {
  return `cli:${env['USER'] ?? 'unknown'}`;
}
