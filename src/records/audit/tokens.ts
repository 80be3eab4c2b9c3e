import type { TokenKeys } from '../../model/records.ts';
import type { Keyring } from './keyring.ts';

/** The keyring, as far as access tokens go. */
export function tokenKeys(keyring: Keyring): TokenKeys {
  return {
    sign: (content) => keyring.sign('token', content),
    publicKey: (key) => keyring.publicKey('token', key),
    ids: () => keyring.ids('token'),
  };
}
