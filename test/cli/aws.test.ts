import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startFakeSes } from '../faults/fake-ses.ts';
import { openBucket } from '../records/audit/_s3.ts';
import { quarterdeck, temporary } from './_quarterdeck.ts';

const PORTFOLIO = `
name: Shop
base_currency: USD
time_zone: UTC
as_of: 2026-01-31
entities: [{ id: shop, name: Shop, kind: other, sources: [{ file: bank.csv, account: Assets:Bank }] }]
senders: [{ name: Quarterdeck, email: reports@owner.example }]
lists: [{ name: owner, to: [ann@example.com] }]
bcc: [audit@example.com]
delivery: { transport: ses, ses: { region: us-west-2, configuration_set: reports } }
records: { anchors: checkpoints }
`;

it('the program as it is built sends by SES, and keeps its checkpoints in a bucket', async () => {
  const ses = await startFakeSes();
  onTestFinished(() => ses.close());
  const bucket = await openBucket();
  onTestFinished(() => bucket.close());
  const folder = temporary();
  writeFileSync(join(folder, 'portfolio.yaml'), PORTFOLIO);
  writeFileSync(join(folder, 'bank.csv'), 'Date,Description,Amount,Balance\n2026-01-05,Sale,150.00,1150.00\n');
  const env = {
    AWS_ENDPOINT_URL_SESV2: ses.url,
    AWS_ENDPOINT_URL_S3: bucket.endpoint,
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: 'us-west-2',
  };

  const sent = await quarterdeck(['-C', folder, 'send', 'cfo'], { env });
  expect(sent).toMatchObject({ exit: 0, err: '' });
  expect(ses.accepted.map(({ recipients }) => recipients)).toEqual([['ann@example.com', 'audit@example.com']]);
  expect(bucket.kept.length).toBeGreaterThan(0);
});
