import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoError } from './errors.ts';
import type { DynamoOptions } from './options.ts';
import type { TableShape } from './shapes.ts';

/** Milliseconds. An item has 400 KB at most; an answer that takes longer than this is lost. */
const CONNECT_TIMEOUT = 3000;
const ANSWER_TIMEOUT = 6000;

/** A write may be tried again since write.ts knows its own from another's. */
const ATTEMPTS = 5;

/** The SDK's client, and the region that it found. Asks nobody yet. Throws a UserError where no region is set. */
export async function sdkClient(
  options: DynamoOptions,
): Promise<{ readonly client: DynamoDBClient; readonly region: string }> {
  const { region, endpoint, credentials, attempts = ATTEMPTS } = options;
  const client = new DynamoDBClient({
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
    maxAttempts: attempts,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT,
      requestTimeout: ANSWER_TIMEOUT,
      throwOnRequestTimeout: true,
    },
  });
  try {
    return { client, region: await client.config.region() };
  } catch (error) {
    client.destroy();
    throw dynamoError(error, { action: 'open', table: `${options.tables}-*`, writes: false });
  }
}

/** What a call answers; undefined for an error of these names, which the caller expects. Others become UserErrors. */
export async function unless<T>(
  expected: readonly string[],
  { name: table }: TableShape,
  action: string,
  run: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Error && expected.includes(error.name)) return undefined;
    throw dynamoError(error, { action, table, writes: true });
  }
}
