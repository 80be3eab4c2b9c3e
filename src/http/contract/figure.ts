import * as z from 'zod';
import { count, day, figureId, hash, id, limit, text } from './_scalars.ts';

const decimalText = z.string().regex(/^-?\d{1,40}(?:\.\d{1,40})?$/);

export const unit = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('money'), currency: text }),
    z.strictObject({ kind: z.literal('count'), of: text }),
    z.strictObject({ kind: z.enum(['months', 'weeks', 'hours', 'percent', 'ratio']) }),
    z.strictObject({ kind: z.literal('rate'), from: text, to: text }),
  ])
  .meta({ id: 'Unit' });

export const figure = z
  .strictObject({
    id: text,
    label: text,
    /** To the cent, negative money in parentheses; `not known` where it is not. */
    text,
    /** Exact; null where it is not known. */
    value: decimalText.nullable(),
    unknown: text.optional(),
    unit,
    asOf: day,
    kind: z.enum(['rows', 'formula', 'assumption', 'method', 'record']),
  })
  .meta({ id: 'Figure' });
export type Figure = z.output<typeof figure>;

export const figures = z
  .strictObject({
    asOf: day,
    snapshot: text,
    figures: z.array(figure),
    of: count,
    /** How many of them are not known: those stand last. */
    unknown: count,
    cursor: text.optional(),
  })
  .meta({ id: 'Figures' });
export type Figures = z.output<typeof figures>;

export const figuresQuery = z.object({
  q: z.string().trim().max(200).optional().describe('Words that the id or the label has, all of them'),
  entity: id.optional(),
  known: z.enum(['yes', 'no']).optional().describe('Only those that are known, or only those that are not'),
  limit: limit(200, 50),
  /** Longer than those of other lists: it holds the id of a figure. */
  cursor: z
    .string()
    .max(3000)
    .regex(/^[\w-]+$/)
    .optional(),
});

export const figureParams = z.object({ id: figureId });

export const explanationQuery = z.object({ rows: limit(1000, 50).describe('How many rows of the receipt, at most') });

export const receiptRow = z
  .strictObject({
    file: text,
    line: z.int(),
    /** SHA-256 of the file. */
    hash: z.string().max(64),
    date: text,
    account: text,
    payee: text,
    amount: decimalText,
  })
  .meta({ id: 'ReceiptRow' });

/**
 * A figure with its receipt: what it was summed or computed from. `holds`: computed again now, it gives the same, and so
 * does each input that is shown. Inputs of inputs are another answer.
 */
export const explanation = z
  .strictObject({
    figure,
    holds: z.boolean(),
    receipt: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('rows'),
        measure: z.enum(['amount', 'rows']),
        sign: z.union([z.literal(1), z.literal(-1)]),
        query: z.string().max(200_000),
        /** The first of them. */
        rows: z.array(receiptRow),
        rowCount: count,
      }),
      z.strictObject({
        kind: z.literal('formula'),
        operation: text,
        text,
        /** The first of them. */
        inputs: z.array(z.strictObject({ figure, holds: z.boolean() })),
        inputCount: count,
      }),
      z.strictObject({
        kind: z.enum(['assumption', 'record']),
        text,
        file: text,
        line: z.int(),
        column: z.int(),
      }),
      z.strictObject({ kind: z.literal('method'), text }),
    ]),
    snapshot: hash,
  })
  .meta({ id: 'Explanation' });
export type Explanation = z.output<typeof explanation>;
