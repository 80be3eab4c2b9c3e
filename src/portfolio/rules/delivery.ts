import type { Problem } from '../../core/problem.ts';
import { problem } from '../codes.ts';
import type { Scope } from './_scope.ts';

/** Settings that do not go together, or not without each other. */
export function deliveryProblems({ root }: Scope): Problem[] {
  const transport = root.get('delivery')?.get('transport');
  const host = root.get('delivery')?.get('smtp')?.get('host');
  const alone =
    transport?.text() === 'smtp' && !host
      ? [
          problem('smtp-without-host', transport.at, 'the transport is smtp, and no server is named', {
            mend: 'add `smtp: { host: mail.example.com }` beside it',
          }),
        ]
      : [];
  const shared = root.list('lists').flatMap((list) => {
    const leaves = list.get('unsubscribe');
    if (!leaves || list.get('together')?.isTrue() !== true) return [];
    return [
      problem('unsubscribe-together', leaves.at, 'one message to all cannot tell who leaves the list', {
        mend: 'leave out `together`, or `unsubscribe`',
      }),
    ];
  });
  return [...alone, ...shared];
}
