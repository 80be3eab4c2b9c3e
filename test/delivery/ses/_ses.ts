import { createServer } from 'node:net';
import { createSes, type SesOptions } from '../../../src/delivery/ses/index.ts';
import type { Message, Transport } from '../../../src/model/dispatch.ts';
import type { DeliverySettings } from '../../../src/model/delivery-settings.ts';
import { portfolioSchema } from '../../../src/model/portfolio.ts';

export const NOW = Date.UTC(2026, 3, 30, 15);

/** The example of AWS's own documentation. */
export const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};

export function settings(ses: Partial<NonNullable<DeliverySettings['ses']>> = {}): DeliverySettings {
  return portfolioSchema.shape.delivery.parse({ transport: 'ses', ses: { region: 'us-west-2', ...ses } });
}

export function sesAt(url: string, options: Partial<SesOptions> = {}): Transport {
  const effects = { now: () => NOW, env: { AWS_ENDPOINT_URL_SESV2: url } };
  return createSes({ settings: settings(), effects, credentials, ...options });
}

export function message(change: Partial<Message> = {}): Message {
  return {
    id: '20260430T150000Z-cfo-1f3a90c2',
    attempt: 1,
    envelope: { from: 'reports@example.com', to: ['ann@example.com', 'audit@example.com'] },
    subject: 'Report',
    bytes: Buffer.from('From: Reports <reports@example.com>\r\nTo: ann@example.com\r\nSubject: Report\r\n\r\n£ 5\r\n'),
    ...change,
  };
}

/** A port where nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
