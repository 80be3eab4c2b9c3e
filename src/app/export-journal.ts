import type { Effects } from '../core/effects.ts';
import { UserError } from '../core/problem.ts';
import { hledgerJournal, journalQueries } from '../render/journal.ts';
import { openWorkspace, type Workspace } from './workspace.ts';
import { writeWhole } from './write-whole.ts';

export interface ExportOptions {
  readonly from?: string | undefined;
  /** Only this entity's books. */
  readonly entity?: string | undefined;
  /** A file to write whole; else pieces go to `print`. */
  readonly out?: string | undefined;
  readonly effects: Effects;
  print(piece: string): Promise<void>;
}

/** Writes the derived double-entry journal in hledger's syntax, streaming: books of any size fit in memory. */
export async function exportJournal(options: ExportOptions): Promise<void> {
  const workspace = await openWorkspace(options);
  try {
    const pieces = await journalOf(workspace, options.entity);
    if (options.out === undefined) for await (const piece of pieces) await options.print(piece);
    else await writeWhole(options.out, pieces);
  } finally {
    await workspace.close();
  }
}

async function journalOf({ declared, facts }: Workspace, entity: string | undefined): Promise<AsyncIterable<string>> {
  const { name, entities } = declared.portfolio;
  const one = entities.find(({ id }) => id === entity);
  if (entity !== undefined && !one) {
    throw new UserError(
      'no-such-entity',
      `there is no entity "${entity}"; there are: ${entities.map(({ id }) => id).join(', ')}`,
    );
  }
  const queries = journalQueries(entity);
  return hledgerJournal({
    title: one?.name ?? name,
    accounts: await facts.query(queries.accounts),
    currencies: await facts.query(queries.currencies),
    postings: facts.stream(queries.postings),
  });
}
