import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';

/*
 * A torn last record: what a crash leaves in the write-ahead log when the machine dies in the middle of a write. Nobody
 * was told that this write was done, so everything before it must be there, and nothing of it. (SQLite, "WAL-mode File
 * Format": a header of 32 bytes with the salts at 16; frames of 24 bytes and a page, with the salts at 8.)
 */

const HEADER = 32;
const FRAME = 24;

/**
 * Puts half a frame with the log's own salts behind its last frame. Only while no process has the database open. False
 * where there is no log to tear.
 */
export function tear(database: string): boolean {
  const path = `${database}-wal`;
  if (!existsSync(path)) return false;
  const file = openSync(path, 'r+');
  try {
    const header = Buffer.alloc(HEADER);
    if (readSync(file, header, 0, HEADER, 0) < HEADER) return false;
    const page = header.readUInt32BE(8);
    const salts = header.subarray(16, 24);
    const { size } = fstatSync(file);
    let end = HEADER;
    const frame = Buffer.alloc(FRAME);
    // Frames of an earlier round of the log have other salts, and end it.
    while (end + FRAME + page <= size) {
      readSync(file, frame, 0, FRAME, end);
      if (!frame.subarray(8, 16).equals(salts)) break;
      end += FRAME + page;
    }
    const torn = Buffer.alloc(FRAME + Math.floor(page / 2), 0xa5);
    torn.writeUInt32BE(2, 0);
    torn.writeUInt32BE(0, 4);
    salts.copy(torn, 8);
    writeSync(file, torn, 0, torn.length, end);
    if (end + FRAME + page > size) ftruncateSync(file, end + torn.length);
    return true;
  } finally {
    closeSync(file);
  }
}
