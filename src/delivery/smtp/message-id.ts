import type { Taken } from './connection.ts';

/** How far the headers may reach. */
const HEAD = 64 * 1024;

/**
 * What the message is known by from now on, without brackets: its Message-ID, which failure reports repeat and every
 * server logs beside its queue id; where the server gave it another one, that. A message without has the server's answer.
 */
export function messageIdOf(bytes: Uint8Array, { serverMessageId, response }: Taken): string {
  const head = Buffer.from(bytes.subarray(0, HEAD)).toString('latin1').split('\r\n\r\n', 1).join('');
  const own = /^message-id:\s*<([^<>\s]{1,900})>/im.exec(head)?.[1];
  const given = serverMessageId?.replaceAll(/[<>]/g, '');
  return given ?? own ?? response.slice(0, 400);
}
