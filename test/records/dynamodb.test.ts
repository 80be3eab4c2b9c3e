import { startDynalite, storeOver } from './_dynamodb.ts';
import { tableContract } from './_table-contract.ts';

/* Over dynalite. The same over Amazon's own DynamoDB Local: dynamodb-local.test.ts. */
tableContract('DynamoDB', async () => storeOver(await startDynalite()), { runs: 5 });
