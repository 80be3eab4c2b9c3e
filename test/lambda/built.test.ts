import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { portfolioFolder } from '../http/_house.ts';

const BUILT = new URL('../../dist/lambda.js', import.meta.url).href;

/** What a function's runtime does: it loads the file, and hands each event to `handler`. */
const RUNTIME = `
const { handler } = await import(${JSON.stringify(BUILT)});
const answer = (rawPath, headers) => handler({
  version: '2.0', rawPath, rawQueryString: '', headers, body: null, isBase64Encoded: false,
  requestContext: { http: { method: 'GET', path: rawPath, sourceIp: '203.0.113.7' } },
});
const answers = [
  await answer('/health', {}),
  await answer('/', { accept: 'text/html' }),
  await answer('/icon.svg', { 'accept-encoding': 'br' }),
];
process.stderr.write(JSON.stringify(answers), () => process.exit(0));
`;

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly isBase64Encoded: boolean;
}

it('the function as it is built answers, and has the dashboard with it', () => {
  const env = { PATH: process.env['PATH'] ?? '', QUARTERDECK_FOLDER: portfolioFolder() };
  const options = ['--input-type=module', '--eval', RUNTIME];
  const { stdout, stderr } = spawnSync(process.execPath, options, { env, encoding: 'utf8', timeout: 30_000 });
  const answers = JSON.parse(stderr) as readonly Answer[];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  expect(answers[1]?.headers['content-security-policy']).toContain('trusted-types');
  expect(answers[2]).toMatchObject({ isBase64Encoded: true, headers: { 'content-encoding': 'br' } });
  expect(stdout.trim().split('\n')).toHaveLength(3);
});
