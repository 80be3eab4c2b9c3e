/** Every error code of the audit, with its meaning in one line. */
export const AUDIT_CODES = {
  'bad-keys': 'The keys of the records cannot be read, may be read by others, or cannot be changed',
  'chain-broken': 'The audit chain contradicts itself or what was signed, so nothing is signed over it',
  'chain-busy': 'Others kept adding to the audit chain; the steps wait until the next time',
  'anchors-refused': 'The bucket for checkpoints cannot be used, or does not lock what it holds',
  'no-anchors': 'The folder of audit copies holds no message with a checkpoint',
} as const satisfies Readonly<Record<string, string>>;

export type AuditCode = keyof typeof AUDIT_CODES;
