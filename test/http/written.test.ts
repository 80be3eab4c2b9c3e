import { gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { answerWritten, written } from '../../src/http/_written.ts';

const LONG = { says: 'naïve '.repeat(300) };

async function answered(value: unknown, encodings?: string) {
  const answer = written(value);
  const app = new Hono().get('/', (context) => answerWritten(context, answer));
  const response = await app.request('/', { headers: encodings === undefined ? {} : { 'accept-encoding': encodings } });
  const bytes = Buffer.from(await response.arrayBuffer());
  const { headers } = response;
  return {
    type: headers.get('content-type'),
    encoding: headers.get('content-encoding'),
    vary: headers.get('vary'),
    bytes,
  };
}

describe('an answer that was written before', () => {
  it.each([undefined, '', 'br', 'gzip;q=0', 'deflate, gzip;q=0'])(
    'is plain for whoever takes "%s"',
    async (encodings) => {
      const { type, encoding, vary, bytes } = await answered(LONG, encodings);
      expect([type, encoding, vary]).toEqual(['application/json', null, 'accept-encoding']);
      expect(JSON.parse(bytes.toString('utf8'))).toEqual(LONG);
    },
  );

  it.each(['gzip', 'br, GZIP;q=0.5', 'gzip, deflate, br'])('is gzipped for whoever takes "%s"', async (encodings) => {
    const { type, encoding, vary, bytes } = await answered(LONG, encodings);
    expect([type, encoding, vary]).toEqual(['application/json', 'gzip', 'accept-encoding']);
    expect(JSON.parse(gunzipSync(bytes).toString('utf8'))).toEqual(LONG);
  });

  it('is plain when it is short', async () => {
    const { encoding, vary, bytes } = await answered({ says: 'little' }, 'gzip');
    expect([encoding, vary, bytes.toString()]).toEqual([null, null, '{"says":"little"}']);
  });
});
