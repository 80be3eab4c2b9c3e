import { hash } from 'node:crypto';

/** SHA-256 in lower-case hex: what `sha256sum` prints, so that an owner can check a receipt by hand. */
export function sha256(bytes: Uint8Array | string): string {
  return hash('sha256', bytes);
}

/** A short, stable id from parts; the parts are framed, so ('ab','c') and ('a','bc') differ. */
export function fingerprint(...parts: readonly string[]): string {
  return sha256(JSON.stringify(parts)).slice(0, 16);
}
