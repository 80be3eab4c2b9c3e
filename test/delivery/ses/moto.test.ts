import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { credentials, message, sesAt } from './_ses.ts';

/*
 * Against moto, which others wrote after AWS's documentation. It starts slowly: this is part of the long form.
 */

const isThere = spawnSync('moto_server', ['--help']).status === 0;

/** moto's own view of what it holds (`/moto-api/data.json`). */
const held = z.object({
  ses: z.object({
    RawMessage: z.array(
      z.object({ id: z.string(), source: z.string(), destinations: z.array(z.string()), raw_data: z.string() }),
    ),
  }),
});

describe.skipIf(!isThere)(`SES as moto has it${isThere ? '' : ' (skipped: there is no moto_server here)'}`, () => {
  let server: ChildProcess;
  let url = '';
  beforeAll(async () => {
    server = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
    url = await new Promise<string>((resolve, reject) => {
      let said = '';
      server.once('exit', () => reject(new Error(`moto_server ended: ${said}`)));
      server.stderr?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const found = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      });
    });
  });
  afterAll(async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill();
    await ended;
  });

  it('rejects a sender that is not verified', async () => {
    expect(await sesAt(url).send(message())).toMatchObject({
      outcome: 'failed',
      failure: { class: 'permanent', code: 'ses-rejected', message: expect.stringContaining('authority') },
    });
  });

  it('takes a message of a verified sender, and holds those very bytes for those very recipients', async () => {
    const client = new SESv2Client({ endpoint: url, region: 'us-west-2', credentials });
    await client.send(new CreateEmailIdentityCommand({ EmailIdentity: 'reports@example.com' }));
    client.destroy();
    const sent = message();
    const outcome = await sesAt(url).send(sent);
    if (outcome.outcome !== 'accepted') throw new Error(outcome.failure.message);
    const { ses } = held.parse(await (await fetch(`${url}/moto-api/data.json`)).json());
    expect(ses.RawMessage).toEqual([
      {
        id: outcome.receipt,
        source: 'reports@example.com',
        // moto adds those of the headers to the destinations; SES does not.
        destinations: ['ann@example.com', 'audit@example.com', 'ann@example.com'],
        raw_data: Buffer.from(sent.bytes).toString(),
      },
    ]);
  });

  it('does not tell a quota: then one message a second', async () => {
    expect(await sesAt(url).quota?.()).toEqual({ perSecond: 1 });
  });
});
