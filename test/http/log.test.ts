import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/problem.ts';
import { ANN, house } from './_house.ts';

describe('the log', () => {
  it('has a line for each request: its pattern, its trace, and nobody', async () => {
    const { ask, log } = await house();
    const answers = [
      await ask('GET', '/api/figures/group.runway.months?reader=ben@example.com', { as: ANN }),
      await ask('GET', '/api/secret-place/ann@example.com'),
      await ask('POST', '/unsubscribe?token=geheim'),
      await ask('GET', '/ann@example.com'),
    ];
    const lines = log.filter(({ what }) => what === 'request');
    expect(lines.map(({ method, route, status }) => `${method} ${route} ${status}`)).toEqual([
      `GET /api/figures/:id ${answers[0]?.status}`,
      'GET /api/* 404',
      'POST /unsubscribe 400',
      'GET /* 404',
    ]);
    expect(lines.map(({ trace }) => trace)).toEqual(answers.map(({ headers }) => headers.get('x-trace-id')));
    for (const line of lines) expect(line.ms).toBeGreaterThanOrEqual(0);
    expect(JSON.stringify(log)).not.toMatch(/example\.com|203\.0\.113|geheim|runway|eyJ|user:/);
  });

  it('names the code of a problem, and a method only when it is one', async () => {
    const { ask, api, log } = await house();
    await ask('GET', '/api/nothing');
    await api.request(new Request('http://localhost/health', { method: 'ANN-SIGNED-IN' }));
    expect(log).toMatchObject([
      { level: 'info', code: 'no-such-route', status: 404 },
      { method: 'other', status: 405 },
    ]);
  });

  it('says where something unexpected happened, and the answer does not; what its message quotes is in neither', async () => {
    const { ask, api, log } = await house();
    api.get('/api/test/broken', () => {
      throw new TypeError('cannot read ann@example.com in /home/ann/books/bank.csv');
    });
    const answer = await ask('GET', '/api/test/broken');
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(JSON.parse(text)).toEqual({
      type: 'about:blank',
      title: 'The server failed',
      status: 500,
      detail: 'something went wrong that nobody expected',
      code: 'unexpected',
      trace: answer.headers.get('x-trace-id'),
    });
    const [error, request] = log;
    expect(error).toMatchObject({ level: 'error', what: 'TypeError', code: 'unexpected' });
    expect(error?.frames?.[0]).toMatch(/log\.test\.ts:\d+:\d+$/);
    expect(request).toMatchObject({ level: 'error', status: 500, code: 'unexpected', trace: error?.trace });
    expect(JSON.stringify(log)).not.toMatch(/ann@|\/home|bank\.csv|\/work\//);
  });

  it('takes no note of a client that left as of a failure', async () => {
    const { api, log } = await house();
    api.get('/api/test/left', () => {
      throw new Error('aborted');
    });
    await api.request('/api/test/left', { signal: AbortSignal.abort() });
    expect(log).toMatchObject([{ level: 'info', code: 'client-left' }]);
  });
});

describe('an error of a use case', () => {
  it('is answered in its own words, without places of this machine', async () => {
    const { ask, api, folder } = await house();
    const at = { file: `${folder}/portfolio.yaml`, line: 3, column: 1 };
    api.get('/api/test/user-error', () => {
      throw new UserError(
        'cannot-write',
        `cannot write ${folder}/outbox/a.eml, nor /var/lib/other/b.eml; see /api/sends/1 or C:\\Users\\ann\\c.eml`,
        {
          problems: [
            {
              code: 'x',
              at,
              severity: 'error',
              message: `in ${folder}`,
              expected: '31/12/2026 or a/b',
              mend: 'look at /home/ann/x.csv',
            },
          ],
        },
      );
    });
    const answer = await ask('GET', '/api/test/user-error');
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      code: 'cannot-write',
      detail: 'cannot write outbox/a.eml, nor …/b.eml; see …/1 or …/c.eml',
      mistakes: [
        {
          file: 'portfolio.yaml',
          line: 3,
          message: 'in the portfolio',
          expected: '31/12/2026 or a/b',
          mend: 'look at …/x.csv',
        },
      ],
    });
  });

  it.each([
    ['no-such-finding', 404],
    ['bad-cursor', 400],
    ['records-busy', 503],
    ['records-unreadable', 503],
    ['records-unwritable', 503],
    ['figures-differ', 422],
  ])('%s is %i', async (code, status) => {
    const { ask, api } = await house();
    api.get('/api/test/user-error', () => {
      throw new UserError(code, 'what is wrong');
    });
    expect((await ask('GET', '/api/test/user-error')).status).toBe(status);
  });
});
