import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An object as it was put: what a locked bucket keeps of it. */
export interface Kept {
  readonly key: string;
  readonly version: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

export interface Bucket {
  readonly endpoint: string;
  readonly kept: Kept[];
  /** What was asked, in short: `PUT /anchors/checkpoints/…`. */
  readonly asked: string[];
  /** XML that answers `?object-lock`; an error where it begins so. */
  lock: string;
  /** Answers everything by this, when it is there. */
  answer: ((response: ServerResponse) => void) | undefined;
  /** Versions of a page of a list. */
  page: number;
  close(): Promise<void>;
}

const LOCKED = '<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>';

export const lockedFor = (mode: string, period: string): string =>
  `<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>${mode}</Mode>${period}</DefaultRetention></Rule></ObjectLockConfiguration>`;

export function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<Error><Code>${code}</Code><Message>no</Message></Error>`);
}

/** As much of S3 as keeps versions of objects (Amazon S3 API Reference: PutObject, GetObject, ListObjectVersions). */
export async function openBucket(): Promise<Bucket> {
  const server = createServer((request, response) => void serve(bucket, request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const bucket: Bucket = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    kept: [],
    asked: [],
    lock: LOCKED,
    answer: undefined,
    page: 1000,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
  return bucket;
}

async function serve(bucket: Bucket, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  const { pathname, searchParams: query } = new URL(request.url ?? '', 'http://bucket');
  bucket.asked.push(`${request.method} ${pathname}${query.has('object-lock') ? '?object-lock' : ''}`);
  const key = decodeURIComponent(pathname.split('/').slice(2).join('/'));
  if (bucket.answer) bucket.answer(response);
  else if (query.has('object-lock')) xml(response, bucket.lock);
  else if (query.has('versions')) xml(response, listed(bucket, query.get('version-id-marker')));
  else if (request.method === 'PUT') {
    const version = `v${bucket.kept.length + 1}`;
    bucket.kept.push({ key, version, body: Buffer.concat(chunks).toString(), headers: request.headers });
    response.end();
  } else {
    const found = bucket.kept.find((one) => one.key === key && one.version === query.get('versionId'));
    if (found) response.end(found.body);
    else refuse(response, 404, 'NoSuchKey');
  }
}

function xml(response: ServerResponse, text: string): void {
  if (text.startsWith('<')) response.end(text);
  else refuse(response, 404, text);
}

/** Keys rise; of one key the newest version is the first. */
function listed({ kept, page }: Bucket, after: string | null): string {
  const all = kept.toReversed().toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const from = after === null ? 0 : all.findIndex(({ version }) => version === after) + 1;
  const rows = all.slice(from, from + page);
  const last = rows.at(-1);
  const versions = rows.map(
    ({ key, version, body }) =>
      `<Version><Key>${key}</Key><VersionId>${version}</VersionId><Size>${body.length}</Size></Version>`,
  );
  const next =
    last && from + page < all.length
      ? `<IsTruncated>true</IsTruncated><NextKeyMarker>${last.key}</NextKeyMarker><NextVersionIdMarker>${last.version}</NextVersionIdMarker>`
      : '<IsTruncated>false</IsTruncated>';
  return `<ListVersionsResult>${next}${versions.join('')}<DeleteMarker><Key>${last?.key ?? ''}</Key><VersionId>m</VersionId></DeleteMarker></ListVersionsResult>`;
}
