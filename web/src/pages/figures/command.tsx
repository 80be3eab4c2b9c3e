import { CopyButton, Panel } from '../../ui/index.ts';
import { explainCommand } from './words.ts';

/** Whoever trusts no page asks the program itself. */
export function Command({ id }: { readonly id: string }) {
  const command = explainCommand(id);
  return (
    <Panel title="Check it by hand">
      <p class="max-w-[68ch]">In the portfolio’s folder, this prints the whole receipt, down to every row:</p>
      <div class="flex max-w-full flex-wrap items-center gap-2">
        <code class="max-w-full rounded bg-sunken px-2 py-1 font-mono text-sm wrap-anywhere">{command}</code>
        <CopyButton text={command} what="the command" />
      </div>
    </Panel>
  );
}
