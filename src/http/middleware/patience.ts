import { createMiddleware } from 'hono/factory';
import type { Env } from '../_api.ts';
import { HttpProblem } from '../_problem.ts';

/** An answer has to begin within so many milliseconds; a stream that has begun may go on. */
export function patience(milliseconds: number) {
  return createMiddleware<Env>(async (context, next) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, fail) => {
      timer = setTimeout(() => fail(tooSlow()), milliseconds);
    });
    try {
      await Promise.race([next(), late]);
    } finally {
      clearTimeout(timer);
    }
  });
}

const tooSlow = (): HttpProblem =>
  new HttpProblem(503, 'too-slow', 'it took longer than the server waits; what was begun goes on', {
    headers: { 'retry-after': '10' },
  });
