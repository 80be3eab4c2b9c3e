import type { Position, Problem } from '../core/problem.ts';
import { lostCharacter, problem } from './_codes.ts';
import { firstLoss, Lines, MAX_BYTES, type Decoded } from './_text.ts';

/** A file's text, with what its reader needs to name places in it. */
export interface OpenText {
  readonly text: string;
  /** As people are shown it: `utf-8 (found)`. */
  readonly encoding: string;
  at(offset: number): Position;
  /** The end of the text, where it is cut off. */
  readonly end: number;
  /** Characters that the encoding does not have. */
  readonly losses: readonly Problem[];
}

/** Decodes a file of statements; a problem where there is nothing to read. `kind` is what should be in it. */
export function openText(bytes: Uint8Array, file: string, kind: string, decode: () => Decoded): OpenText | Problem {
  const top = { file, line: 1, column: 1 };
  if (bytes.length > MAX_BYTES) {
    const advice = { expected: `at most ${MAX_BYTES}`, mend: 'export shorter periods' };
    return problem('file-too-large', top, `the file has ${bytes.length} bytes`, advice);
  }
  const { text, encoding, how } = decode();
  if (text.trim() === '')
    return problem('file-empty', top, 'the file is empty', { expected: kind, mend: 'export it again' });
  const lines = new Lines(text);
  const at = (offset: number): Position => ({ file, ...lines.at(offset) });
  const lost = firstLoss(text);
  return {
    text,
    encoding: `${encoding} (${how})`,
    at,
    end: Math.max(text.trimEnd().length - 1, 0),
    losses: lost === undefined ? [] : [lostCharacter(at(lost), encoding)],
  };
}
