import * as z from 'zod';
import { sha256 } from '../../core/hash.ts';
import { EXIT, UserError } from '../../core/problem.ts';
import type { Blobs } from '../../model/store.ts';
import type { RecordCode } from '../codes.ts';
import type { Driver } from './driver.ts';
import type { GroupCommit } from './group-commit.ts';
import { reading } from './problems.ts';

const SCAN_PAGE = 1000;

const hashSchema = z.object({ hash: z.string() });
const bytesSchema = z.object({ bytes: z.instanceof(Uint8Array) });

/** Bytes by their SHA-256, which is checked on the way in and on the way out. */
export function sqliteBlobs(database: Driver, writes: GroupCommit, name: string): Blobs {
  const put = database.prepare('INSERT INTO blobs (hash, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const get = database.prepare('SELECT bytes FROM blobs WHERE hash = ?');
  const scan = database.prepare('SELECT hash FROM blobs WHERE hash > ? ORDER BY hash LIMIT ?');
  return {
    put: async (hash, bytes) => {
      if (sha256(bytes) !== hash) throw new TypeError(`The bytes of blob ${hash} are others than its name says`);
      await writes.write(() => put.run([hash, bytes]));
    },
    get: async (hash) => {
      const row = reading(name, () => get.get([hash]));
      if (row === undefined || row === null) return undefined;
      const { bytes } = reading(name, () => bytesSchema.parse(row));
      if (sha256(bytes) === hash) return bytes;
      const message = `${name} holds other bytes than were put there: blob ${hash} was changed; restore the last backup`;
      const code: RecordCode = 'record-changed';
      throw new UserError(code, message, { exit: EXIT.failure });
    },
    scan: async (next = '') => {
      const hashes = reading(name, () => scan.all([next, SCAN_PAGE]).map((row) => hashSchema.parse(row).hash));
      const last = hashes.at(-1);
      return hashes.length < SCAN_PAGE || last === undefined ? { hashes } : { hashes, next: last };
    },
  };
}
