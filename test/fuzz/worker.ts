import { parentPort } from 'node:worker_threads';
import type { Reader } from '../../src/model/source.ts';
import { readers } from '../../src/sources/index.ts';
import { mutated } from './_mutate.ts';
import { context, readOptions } from './_options.ts';
import { keepsItsPromise } from './_promise.ts';
import { Random } from './_random.ts';
import { mutatedWorkbook } from './_workbooks.ts';
import { type Order, type Said, SLOT } from './_talk.ts';

/*
 * Reads one changed input after the other in a thread that can be stopped. Before each it writes the input's number where
 * the other side sees it, so that one which hangs or takes all memory is known without having answered.
 */

function say(words: Said): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is for windows; this is a thread
  parentPort?.postMessage(words);
}

function serve({ kind, seed, from, count, seeds, progress }: Order): void {
  const found = (readers as readonly Reader[]).find((reader) => reader.kind === kind);
  if (!found) throw new Error(`no reader of the kind ${kind}`);
  const buffers = seeds.map((bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  let rows = 0;
  for (let number = from; number < count; number += 1) {
    Atomics.store(progress, SLOT.number, number);
    Atomics.add(progress, SLOT.beat, 1);
    const random = new Random(seed, number);
    const bytes = kind === 'xlsx' ? mutatedWorkbook(random) : mutated(random, buffers);
    try {
      rows += keepsItsPromise(found, bytes, readOptions(random), context(random, bytes, buffers));
    } catch (error) {
      const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
      say({ what: 'broken', number, words });
    }
  }
  say({ what: 'answered', rows });
}

parentPort?.on('message', serve);
