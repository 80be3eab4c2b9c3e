import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface PanelProps {
  readonly title?: string;
  /** To the right of the title. */
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A part of a page with its heading (h2). */
export function Panel({ title, aside, children }: PanelProps) {
  const id = useId();
  return (
    <section
      class="flows grid grid-cols-1 content-start gap-3 rounded-lg border border-line bg-panel p-4 sm:p-5"
      {...(title === undefined ? {} : { 'aria-labelledby': id })}
    >
      {title === undefined ? null : (
        <div class="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <h2 id={id} class="text-lg font-semibold">
            {title}
          </h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}
