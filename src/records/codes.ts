/** Every problem code of the records, with its meaning in one line. */
export const RECORD_CODES = {
  'record-unreadable': 'A line of the records is no record, or was cut off while it was written; it is passed over',
  'records-unreadable': 'The records cannot be read, or are larger than the limit; none of them is used',
  'records-unwritable':
    'The records cannot be written: the disk is full, read-only or damaged, or another process holds them',
  'record-changed': 'Bytes on record are not those that were put there; what they belong to is not used',
  'records-busy': 'Others kept writing the same record; nothing was written, and it can be tried again',
  'bad-cursor': 'The cursor of a list is none of that list',
  'backup-unreadable': 'The file is no whole, unchanged backup of a form that is known; nothing of it was restored',
  'backup-unwritable': 'The backup cannot be written; none was made',
  'records-not-empty': 'There is something on record already, which a restored backup would be mixed with',
} as const satisfies Readonly<Record<string, string>>;

export type RecordCode = keyof typeof RECORD_CODES;
