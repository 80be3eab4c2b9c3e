import type { ComponentChildren } from 'preact';
import { Note } from '../../ui/index.ts';

interface AdminsOnlyProps {
  /** “verify the chain”. */
  readonly what: string;
  readonly children?: ComponentChildren;
}

/** To a reader who is no admin: that this is so on purpose, and who can change it. */
export function AdminsOnly({ what, children }: AdminsOnlyProps) {
  return (
    <Note tone="info" title={`Only admins ${what}`}>
      <p>
        You are signed in as a reader. Whoever keeps the portfolio can make you an admin: beside your name in{' '}
        <code class="font-mono text-sm">users</code> of <code class="font-mono text-sm">dashboard</code>, write{' '}
        <code class="font-mono text-sm">role: admin</code>.
      </p>
      {children === undefined ? null : <p class="mt-1">{children}</p>}
    </Note>
  );
}
