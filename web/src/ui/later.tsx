import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

export interface LaterProps {
  readonly label: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Folded, and not even made until it is opened first. */
export function Later({ label, children }: LaterProps) {
  const [opened, setOpened] = useState(false);
  return (
    <details
      onToggle={(event) => {
        if (event.currentTarget.open) setOpened(true);
      }}
    >
      <summary class="min-h-7 py-1">{label}</summary>
      {opened ? <div class="py-2">{children}</div> : null}
    </details>
  );
}
