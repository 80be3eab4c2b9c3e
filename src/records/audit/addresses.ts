import { domainToASCII } from 'node:url';
import type { AddressHashes } from '../../model/records.ts';
import type { Keyring } from './keyring.ts';

/**
 * One address is written one way: without space around it, in lower case, its domain in ASCII (`bücher.example`:
 * `xn--bcher-kva.example`).
 */
export function plainAddress(address: string): string {
  const plain = address.trim().toLowerCase();
  const at = plain.lastIndexOf('@');
  const domain = domainToASCII(plain.slice(at + 1));
  // What is no domain name stays as it is: it still is an address of its own.
  return at < 0 || domain === '' ? plain : `${plain.slice(0, at)}@${domain}`;
}

const text = (key: string, mac: Uint8Array): string => `${key}:${Buffer.from(mac).toString('hex')}`;

/** Addresses as HMAC-SHA-256 under the keys of purpose `address`. */
export function addressHashes(keyring: Keyring): AddressHashes {
  return {
    now(address) {
      const { key, mac } = keyring.mac('address', plainAddress(address));
      return text(key, mac);
    },
    all: (address) =>
      keyring.ids('address').flatMap((key) => {
        const mac = keyring.macBy('address', key, plainAddress(address));
        return mac ? [text(key, mac)] : [];
      }),
  };
}
