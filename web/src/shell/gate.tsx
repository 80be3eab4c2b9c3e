import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';

/** What stands around the pages of those who are not signed in. */
export function Gate({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  useEffect(() => {
    document.title = `${title} · Quarterdeck`;
  }, [title]);
  return (
    <div class="mx-auto grid max-w-lg gap-6 px-4 py-10 sm:py-20">
      <header class="flex items-center gap-3">
        <img src="/icon.svg" alt="" width="40" height="40" />
        <p class="text-lg font-semibold">Quarterdeck</p>
      </header>
      <main class="grid gap-4 rounded-lg border border-line bg-panel p-5 sm:p-8">
        <h1 class="text-2xl font-semibold">{title}</h1>
        {children}
      </main>
    </div>
  );
}
