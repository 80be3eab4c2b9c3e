import * as z from 'zod';
import { sha256 } from '../../core/hash.ts';
import type { LinesOf } from './lines.ts';

/** Lines that carry the hash of their content: one that was changed after it was written is none. */
export function sealedLines<S extends z.ZodObject>(file: string, what: string, schema: S): LinesOf<z.output<S>> {
  const shape = z.looseObject({ seal: z.string() });
  return {
    file,
    what,
    parse: (line) => {
      const { data } = shape.safeParse(line);
      if (!data) return undefined;
      const { seal, ...content } = data;
      const record = schema.safeParse(content).data;
      return record && sha256(JSON.stringify(record)).slice(0, 32) === seal ? record : undefined;
    },
  };
}
