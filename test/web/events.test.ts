import { describe, expect, it } from 'vitest';
import type { Send } from '../../web/src/api/contract.ts';
import { followSend } from '../../web/src/api/events.ts';
import { ApiProblem } from '../../web/src/api/problem.ts';

const STATUS = '/api/sends/abc';

const at = (state: Send['state'], sent = 0): Send => ({
  sent,
  recipients: 3,
  dispatch: 'abc',
  status: STATUS,
  type: 'executive',
  by: 'user:ann',
  state,
  says: state,
  startedAt: '2026-04-30T15:00:00.000Z',
  deliveries: [],
});

const event = (send: Send): string => `event: send\nid: 1\ndata: ${JSON.stringify(send)}\n\n`;

/** Streams one after the other (each a text, or an error), and what is answered when it is looked at in between. */
async function follow(streams: readonly (string | Error)[], looks: readonly (Send | Error)[] = []) {
  const seen: string[] = [];
  const asked: string[] = [];
  const [nextStream, nextLook] = [[...streams], [...looks]];
  const left = new AbortController();
  await followSend({
    status: STATUS,
    pause: 0,
    signal: left.signal,
    onSend: ({ state, sent }) => seen.push(`${state} ${sent}`),
    api: {
      stream: (path) => {
        asked.push(path);
        const next = nextStream.shift() ?? new TypeError('no stream');
        return next instanceof Error ? Promise.reject(next) : Promise.resolve(new Response(next));
      },
      get: (path: string) => {
        asked.push(path);
        const next = nextLook.shift() ?? at('done', 3);
        return next instanceof Error ? Promise.reject(next) : Promise.resolve(next as never);
      },
    },
  });
  return { seen, asked };
}

describe('events', () => {
  it('are told as they come, until the end', async () => {
    const stream = [at('composing'), at('verifying'), at('sending', 1), at('done', 3)].map(event).join('');
    const { seen, asked } = await follow([stream]);
    expect(seen).toEqual(['composing 0', 'verifying 0', 'sending 1', 'done 3']);
    expect(asked).toEqual([`${STATUS}/events`]);
  });

  it.each(['failed', 'parked'] as const)('end at %s, too', async (state) => {
    const { seen, asked } = await follow([event(at(state)) + event(at('composing'))]);
    expect(seen).toEqual([`${state} 0`]);
    expect(asked).toHaveLength(1);
  });

  it('of another kind tell nothing', async () => {
    const { seen } = await follow([
      `: still here\n\ndata: no JSON\n\ndata: {"state":"done"}\n\n${event(at('done', 3))}`,
    ]);
    expect(seen).toEqual(['done 3']);
  });

  it('that break off are taken up again', async () => {
    const { seen, asked } = await follow([event(at('sending', 1)), event(at('done', 3))], [at('sending', 2)]);
    expect(seen).toEqual(['sending 1', 'sending 2', 'done 3']);
    expect(asked).toEqual([`${STATUS}/events`, STATUS, `${STATUS}/events`]);
  });
});

describe('where events do not come through', () => {
  it('one asks from time to time', async () => {
    const { seen, asked } = await follow(
      ['', new TypeError('broken'), event(at('done', 9))],
      [at('composing'), at('sending', 1), new TypeError('broken'), at('sending', 2), at('done', 3)],
    );
    expect(seen).toEqual(['composing 0', 'sending 1', 'sending 2', 'done 3']);
    expect(asked).toEqual([`${STATUS}/events`, STATUS, `${STATUS}/events`, STATUS, STATUS, STATUS, STATUS]);
  });
});

describe('what no later try answers', () => {
  const gone = new ApiProblem({ status: 404, code: 'no-such-send', detail: 'there is no such send' });
  it('is a problem: on the stream', async () => {
    await expect(follow([gone])).rejects.toBe(gone);
  });
  it('is a problem: when it is looked at', async () => {
    await expect(follow([''], [gone])).rejects.toBe(gone);
  });
});

it('stops when nobody wants to know any more', async () => {
  const left = new AbortController();
  const looked: string[] = [];
  await followSend({
    status: STATUS,
    pause: 60_000,
    signal: left.signal,
    onSend: () => left.abort(),
    api: {
      stream: () => Promise.resolve(new Response('')),
      get: (path: string) => {
        looked.push(path);
        return Promise.resolve(at('sending') as never);
      },
    },
  });
  expect(looked).toEqual([STATUS]);
});
