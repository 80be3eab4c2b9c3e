import {
  DescribeContinuousBackupsCommand,
  DescribeTimeToLiveCommand,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { unless } from './sdk-client.ts';
import { TTL_ATTRIBUTE, type TableShape } from './shapes.ts';

/** What an emulator says of calls that it does not know. */
const NOT_OFFERED = ['UnknownOperationException', 'UnknownOperation'];
/** Backups of a table that was just made. */
const NOT_YET = ['ContinuousBackupsUnavailableException'];

/** Time to Live, where it is not on yet. */
export async function expireRows(client: DynamoDBClient, shape: TableShape): Promise<string[]> {
  const asked = { TableName: shape.name };
  const seen = await unless(NOT_OFFERED, shape, 'DescribeTimeToLive', () =>
    client.send(new DescribeTimeToLiveCommand(asked)),
  );
  const status = seen?.TimeToLiveDescription?.TimeToLiveStatus;
  if (status === 'ENABLED' || status === 'ENABLING') return [];
  const set = await unless(NOT_OFFERED, shape, 'UpdateTimeToLive', () =>
    client.send(
      new UpdateTimeToLiveCommand({
        ...asked,
        TimeToLiveSpecification: { AttributeName: TTL_ATTRIBUTE, Enabled: true },
      }),
    ),
  );
  return set ? [] : [`${shape.name}: no Time to Live here; rows that expired stay, and are not shown`];
}

/** Point-in-time recovery, where it is not on yet. */
export async function keepBackups(client: DynamoDBClient, shape: TableShape): Promise<string[]> {
  const asked = { TableName: shape.name };
  const seen = await unless(NOT_OFFERED, shape, 'DescribeContinuousBackups', () =>
    client.send(new DescribeContinuousBackupsCommand(asked)),
  );
  if (!seen) return [`${shape.name}: no point-in-time recovery here`];
  const recovery = seen.ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
  if (recovery?.PointInTimeRecoveryStatus === 'ENABLED') return [];
  const set = await unless(NOT_YET, shape, 'UpdateContinuousBackups', () =>
    client.send(
      new UpdateContinuousBackupsCommand({
        ...asked,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    ),
  );
  return set ? [] : [`${shape.name}: no point-in-time recovery yet; do this again in a minute`];
}
