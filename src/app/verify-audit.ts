import type { Effects } from '../core/effects.ts';
import { UserError } from '../core/problem.ts';
import { readMailbox } from '../delivery/index.ts';
import type { AuditFault, Checkpoint } from '../model/records.ts';
import { anchorsIn, checkpointIn, type AuditCode } from '../records/index.ts';
import type { Ledger } from './ledger.ts';

export interface AuditState {
  /** Entries of the chain. */
  readonly entries: number;
  /** Checkpoints that were kept outside the records, and that the chain was held against. */
  readonly anchors: number;
  readonly faults: readonly AuditFault[];
}

export interface AuditOptions {
  /** A folder of audit copies: a Maildir, or `.eml` files. */
  readonly anchors?: string | undefined;
  /** Ids of keys that are trusted beside the portfolio’s own. */
  readonly keys?: readonly string[] | undefined;
  readonly effects: Effects;
}

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
  const anchors: Checkpoint[] = [];
  let mails = 0;
  try {
    for await (const mail of readMailbox(folder)) {
      mails += 1;
      const checkpoint = 'bytes' in mail ? checkpointIn(mail.bytes) : undefined;
      if (checkpoint) anchors.push(checkpoint);
    }
  } catch (error) {
    throw new UserError('cannot-read', `the folder of audit copies cannot be read: ${folder}`, { cause: error });
  }
  if (anchors.length > 0) return anchors;
  const found =
    mails === 0
      ? 'no mail'
      : mails === 1
        ? '1 message, which carries no checkpoint'
        : `${mails} messages, none of which carries a checkpoint`;
  const code: AuditCode = 'no-anchors';
  // Whoever names a folder wants the chain held against it: a good answer would be believed.
  throw new UserError(
    code,
    `${folder} has ${found}; expected blind copies (a Maildir, or .eml files) with X-Quarterdeck-Audit`,
  );
}
