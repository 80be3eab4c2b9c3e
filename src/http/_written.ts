import type { Context, TypedResponse } from 'hono';

/** An answer's JSON as text: of what is asked for again and again it is written once. */
export interface Written<T> {
  readonly text: string;
  /** What it says; for the compiler alone. */
  readonly says?: T;
}

export const written = <T>(value: T): Written<T> => ({ text: JSON.stringify(value) });

/** As `context.json` would answer what the text says. */
export function answerWritten<T>(context: Context, { text }: Written<T>): Response & TypedResponse<T, 200, 'json'> {
  const answer: Response = context.body(text, 200, { 'content-type': 'application/json' });
  // The type is a promise to whoever calls the route; nothing of it is in the answer.
  return answer as Response & TypedResponse<T, 200, 'json'>;
}
