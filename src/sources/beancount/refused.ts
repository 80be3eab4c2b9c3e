import type { SourceCode } from '../_codes.ts';

/** Why a transaction cannot be booked. Thrown and caught within the booking of one. */
export class Refused extends Error {
  readonly code: SourceCode;
  /** The posting that it is about; undefined for the transaction as a whole. */
  readonly posting: number | undefined;
  readonly advice: { readonly expected: string; readonly mend: string };

  constructor(code: SourceCode, posting: number | undefined, message: string, expected: string, mend: string) {
    super(message);
    this.code = code;
    this.posting = posting;
    this.advice = { expected, mend };
  }
}
