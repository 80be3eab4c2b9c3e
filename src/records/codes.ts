/** Every problem code of the records, with its meaning in one line. */
export const RECORD_CODES = {
  'record-unreadable': 'A line of the records is no record, or was cut off while it was written; it is passed over',
  'records-unreadable': 'The records cannot be read, or are larger than the limit; none of them is used',
} as const satisfies Readonly<Record<string, string>>;

export type RecordCode = keyof typeof RECORD_CODES;
