export { addressHashes, plainAddress } from './addresses.ts';
export { anchorBucket, anchorsIn, type AnchorBucket } from './anchor-s3.ts';
export { auditChain } from './chain.ts';
export { checkpointHeader, checkpointIn, readCheckpointHeader } from './checkpoints.ts';
export { openKeyring, type Keyring } from './keyring.ts';
export { tokenKeys } from './tokens.ts';
export { unsubscribeTokens } from './unsubscribe.ts';
export { verifyRecords } from './verify.ts';
