const TIMECLOCK = 'a line of a timeclock';
const EXPRESSION = 'an expression of ledger';

/** What begins a line in ledger's files and is not read, with what it is. */
export const UNSUPPORTED: ReadonlyMap<string, string> = new Map([
  ['i', TIMECLOCK],
  ['o', TIMECLOCK],
  ['I', TIMECLOCK],
  ['O', TIMECLOCK],
  ['h', TIMECLOCK],
  ['b', TIMECLOCK],
  ['assert', EXPRESSION],
  ['check', EXPRESSION],
  ['eval', EXPRESSION],
  ['expr', EXPRESSION],
  ['define', EXPRESSION],
  ['def', EXPRESSION],
  ['value', EXPRESSION],
  ['python', 'a piece of Python for ledger'],
  ['import', 'a module of Python for ledger'],
  ['capture', 'a directive of ledger that books by patterns'],
  ['fixed', 'a directive of ledger that fixes prices'],
  ['endfixed', 'a directive of ledger that fixes prices'],
]);
