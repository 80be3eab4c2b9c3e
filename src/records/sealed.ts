import * as z from 'zod';
import { sha256 } from '../core/hash.ts';
import type { LinesOf } from './lines.ts';

type Sealed<T> = T & { readonly seal: string };

/** Records that carry the hash of their content: one that was changed after it was written is none. */
export function sealedLines<S extends z.ZodObject>(
  file: string,
  what: string,
  schema: S,
): LinesOf<Sealed<z.output<S>>> & { seal(record: z.output<S>): Sealed<z.output<S>> } {
  const sealOf = (record: z.output<S>): string => sha256(JSON.stringify(record)).slice(0, 32);
  const seal = (record: z.output<S>): Sealed<z.output<S>> => ({ ...record, seal: sealOf(record) });
  const shape = z.looseObject({ seal: z.string() });
  return {
    file,
    what,
    seal,
    parse: (line) => {
      const { data } = shape.safeParse(line);
      if (!data) return undefined;
      const { seal: written, ...content } = data;
      const record = schema.safeParse(content).data;
      return record && sealOf(record) === written ? { ...record, seal: written } : undefined;
    },
  };
}
