import { sha256 } from '../../core/hash.ts';
import type { Blobs } from '../../model/store.ts';
import { stowBytes } from './contents.ts';
import { keyOf, OWN, sideAttributes } from './item.ts';
import { damaged, endOf, readItem, startOf, withContents } from './read.ts';
import { writeItem, type Writing } from './write.ts';

/** Bytes by their SHA-256, which is checked on the way in and on the way out; packed, and in parts where they are large. */
export function dynamoBlobs(writing: Writing): Blobs {
  const { calls, shape } = writing;
  const keyOfBlob = (hash: string) => ({ partition: `${OWN.blob}${hash}`, sort: 'bytes' });
  return {
    put: async (hash, bytes) => {
      if (sha256(bytes) !== hash) throw new TypeError(`The bytes of blob ${hash} are others than its name says`);
      const key = keyOfBlob(hash);
      const stowed = await stowBytes(bytes);
      if (stowed.parts.length > 0 && (await readItem(writing, key))) return;
      await writeItem(writing, { key, stowed, side: sideAttributes({}) }, 0, 0);
    },
    get: async (hash) => {
      const row = await readItem(writing, keyOfBlob(hash));
      const found = row && (await withContents(writing, row));
      if (!found) return undefined;
      if (sha256(found.bytes) === hash) return new Uint8Array(found.bytes);
      throw damaged(writing, keyOfBlob(hash), 'it holds other bytes than were put there');
    },
    scan: async (next) => {
      const page = await calls.scan({
        TableName: shape.name,
        ConsistentRead: true,
        FilterExpression: 'begins_with(#key, :blob)',
        ProjectionExpression: '#key, #sort',
        ExpressionAttributeNames: { '#key': shape.partition, '#sort': shape.sort },
        ExpressionAttributeValues: { ':blob': { S: OWN.blob } },
        ...(next !== undefined && { ExclusiveStartKey: startOf(next) }),
      });
      const hashes = page.items.map((item) => keyOf(shape, item).partition.slice(OWN.blob.length));
      return page.next ? { hashes, next: endOf(page.next) } : { hashes };
    },
  };
}
