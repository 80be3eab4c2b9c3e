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
        You are signed in as a reader. Whoever keeps the portfolio makes you an admin with{' '}
        <code class="font-mono text-sm">role: admin</code> beside your name under{' '}
        <code class="font-mono text-sm">dashboard: users:</code>.
      </p>
      {children === undefined ? null : <p class="mt-1">{children}</p>}
    </Note>
  );
}
