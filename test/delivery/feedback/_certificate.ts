import { sign, type KeyObject } from 'node:crypto';

/*
 * A certificate (RFC 5280) that is just enough for node:crypto: signed by its own key, one common name, DNS names where
 * there are any.
 */

interface CertificateOptions {
  readonly publicKey: KeyObject;
  /** Of the issuer. */
  readonly privateKey: KeyObject;
  readonly commonName: string;
  readonly dnsNames?: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly ca?: boolean;
}

/** As PEM. */
export function certificateOf(options: CertificateOptions): string {
  const { publicKey, privateKey, commonName, from, to } = options;
  const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(commonName)))));
  const extensions = extensionsOf(options);
  const unsigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    SHA256_WITH_RSA,
    name,
    sequence(time(from), time(to)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions.length > 0 ? [der(0xa3, sequence(...extensions))] : []),
  );
  const signature = sign('RSA-SHA256', unsigned, privateKey);
  const certificate = sequence(unsigned, SHA256_WITH_RSA, der(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function extensionsOf({ dnsNames = [], ca = false }: CertificateOptions): Buffer[] {
  const names = dnsNames.map((name) => der(0x82, Buffer.from(name)));
  return [
    ...(names.length > 0 ? [sequence(oid('551d11'), der(0x04, sequence(...names)))] : []),
    ...(ca ? [sequence(oid('551d13'), der(0x04, sequence(der(0x01, Buffer.from([0xff])))))] : []),
  ];
}

function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const bytes = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
}

function sequence(...contents: readonly Uint8Array[]): Buffer {
  return der(0x30, ...contents);
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

const SHA256_WITH_RSA = sequence(oid('2a864886f70d01010b'), der(0x05));

/** GeneralizedTime. */
function time(at: number): Buffer {
  return der(0x18, Buffer.from(`${new Date(at).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`));
}
