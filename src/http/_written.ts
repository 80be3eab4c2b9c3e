import { gzipSync } from 'node:zlib';
import type { Context, TypedResponse } from 'hono';
import { oncePer } from '../core/once.ts';
import { encodingsIn } from './_encodings.ts';

/** An answer's JSON as text: of what is asked for again and again it is written once. */
export interface Written<T> {
  readonly text: string;
  /** What it says; for the compiler alone. */
  readonly says?: T;
}

export const written = <T>(value: T): Written<T> => ({ text: JSON.stringify(value) });

export const isSameText = (one: Written<unknown>, other: Written<unknown>): boolean => one.text === other.text;

/** Characters. What is shorter fits into one packet as it is. */
const LEAST = 1024;

const gzipped = oncePer(({ text }: Written<unknown>) => new Uint8Array(gzipSync(text)));

/**
 * As `context.json` would answer what the text says; gzipped, once, for whoever takes that. For what is asked for with a
 * bearer token or is no secret: no other site can make a browser ask, so the length tells nobody what is in it (BREACH).
 */
export function answerWritten<T>(context: Context, answer: Written<T>): Response & TypedResponse<T, 200, 'json'> {
  const isLong = answer.text.length >= LEAST;
  const isPacked = isLong && encodingsIn(context.req.header('accept-encoding')).has('gzip');
  const said: Response = context.body(isPacked ? gzipped(answer) : answer.text, 200, {
    'content-type': 'application/json',
    ...(isLong ? { vary: 'accept-encoding' } : {}),
    ...(isPacked ? { 'content-encoding': 'gzip' } : {}),
  });
  // The type is a promise to whoever calls the route; nothing of it is in the answer.
  return said as Response & TypedResponse<T, 200, 'json'>;
}
