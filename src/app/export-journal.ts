import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { Effects } from '../core/effects.ts';
import { EXIT, UserError } from '../core/problem.ts';
import { hledgerJournal, journalQueries } from '../render/journal.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

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
    else await writeTo(options.out, pieces);
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

async function writeTo(path: string, pieces: AsyncIterable<string>): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await pipeline(pieces, createWriteStream(temporary, { flags: 'wx', flush: true }));
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new UserError('cannot-write', `${path} cannot be written (${code})`, { exit: EXIT.failure, cause: error });
  }
}
