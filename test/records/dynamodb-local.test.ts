import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { describe, vi } from 'vitest';
import { clientOptions, storeOver, type Listening } from './_dynamodb.ts';
import { tableContract } from './_table-contract.ts';

/* Over Amazon's DynamoDB Local: DYNAMODB_LOCAL=$(node scripts/dynamodb-local.mjs), and a Java runtime. */

const folder = process.env['DYNAMODB_LOCAL'];
const lacks = whyNot();

// Started before any test, since Java may take longer than a hook may.
const local = lacks === undefined ? await startLocal(folder ?? '') : undefined;

describe.skipIf(!local)(`over Amazon’s own${lacks === undefined ? '' : ` (skipped: ${lacks})`}`, () => {
  tableContract('DynamoDB Local', async () => {
    if (!local) throw new Error(lacks);
    return storeOver(local);
  });
});

function whyNot(): string | undefined {
  if (!folder) return 'DYNAMODB_LOCAL is not set';
  if (!existsSync(join(folder, 'DynamoDBLocal.jar'))) return 'DYNAMODB_LOCAL has no DynamoDBLocal.jar';
  return spawnSync('java', ['-version']).status === 0 ? undefined : 'there is no java';
}

async function startLocal(from: string): Promise<Listening> {
  const port = await freePort();
  const library = `-Djava.library.path=${join(from, 'DynamoDBLocal_lib')}`;
  const words = [library, '-jar', 'DynamoDBLocal.jar', '-inMemory', '-disableTelemetry', '-port', String(port)];
  const java = spawn('java', words, { cwd: from, stdio: 'ignore' });
  process.once('exit', () => java.kill());
  const ended = new Promise<void>((resolve) => java.once('exit', () => resolve()));
  const endpoint = `http://127.0.0.1:${port}`;
  await vi.waitFor(() => ask(endpoint), { timeout: 90_000, interval: 500 });
  return {
    endpoint,
    close: async () => {
      java.kill();
      await ended;
    },
  };
}

/** Throws until it listens. */
async function ask(endpoint: string): Promise<void> {
  const client = new DynamoDBClient({ ...clientOptions(endpoint), maxAttempts: 1 });
  try {
    await client.send(new ListTablesCommand({}));
  } finally {
    client.destroy();
  }
}

/** It takes no port 0: a port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
