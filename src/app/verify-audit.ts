import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Effects } from '../core/effects.ts';
import { UserError } from '../core/problem.ts';
import type { AuditFault, Checkpoint } from '../model/records.ts';
import { anchorsIn, readCheckpointHeader } from '../records/index.ts';
import type { Ledger } from './ledger.ts';

export interface AuditState {
  /** Entries of the chain. */
  readonly entries: number;
  /** Checkpoints that were kept outside the records, and that the chain was held against. */
  readonly anchors: number;
  readonly faults: readonly AuditFault[];
}

export interface AuditOptions {
  /** A folder of audit copies. */
  readonly anchors?: string | undefined;
  /** Ids of keys that are trusted beside the portfolio’s own. */
  readonly keys?: readonly string[] | undefined;
  readonly effects: Effects;
}

/** The header is in the first lines of a message. */
const HEAD_BYTES = 64 * 1024;
const MOST_FILES = 100_000;

/**
 * Holds the audit chain, the dispatches and their bytes against each other, and against checkpoints that lie outside the
 * records: in a folder of audit copies (`.eml` files), and in the bucket of the portfolio.
 */
export async function verifyAudit({ records, declared }: Ledger, options: AuditOptions): Promise<AuditState> {
  const kept = options.anchors === undefined ? [] : await anchorsOf(options.anchors);
  const { anchors: bucket, region } = declared.portfolio.records;
  const locked = bucket === undefined ? [] : await anchorsIn(bucket, { effects: options.effects, region });
  const anchors = [...kept, ...locked];
  return { ...(await records.verify(anchors, options.keys)), anchors: anchors.length };
}

async function anchorsOf(folder: string): Promise<readonly Checkpoint[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new UserError('cannot-read', `the folder of audit copies cannot be read: ${folder}`, { cause: error });
  });
  const anchors: Checkpoint[] = [];
  for (const name of names.slice(0, MOST_FILES)) {
    if (!name.endsWith('.eml')) continue;
    const text = (await readFile(join(folder, name))).subarray(0, HEAD_BYTES).toString('latin1');
    const header = headerOf(text, 'x-quarterdeck-audit');
    const checkpoint = header === undefined ? undefined : readCheckpointHeader(header);
    if (checkpoint) anchors.push(checkpoint);
  }
  return anchors;
}

/** A header's value, unfolded (RFC 5322 §2.2.3). */
function headerOf(message: string, name: string): string | undefined {
  const [head = ''] = message.split(/\r?\n\r?\n/, 1);
  const lines = head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const line = lines.find((one) => one.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim();
}
