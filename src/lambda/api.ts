/* eslint-disable typescript/no-deprecated -- Hono names @hono/aws-lambda as its successor, which the registry does not have yet. */
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { getConnInfo, handle } from 'hono/aws-lambda';
import manifest from '../../package.json' with { type: 'json' };
import { openBridge, type Bridge } from '../app/bridge/index.ts';
import { systemEffects, type Effects } from '../core/effects.ts';
import { createApi, type LogLine } from '../http/index.ts';

/** Where the portfolio lies in the function's package or file system. */
const FOLDER = 'QUARTERDECK_FOLDER';

type Handler = ReturnType<typeof handle>;

const LINK = '/api/auth/link';
/** Where a send is asked for, and where it is looked after. */
const SENDS = ['/api/reports/', '/api/sends/'];
/** A gateway waits for 30 seconds, and hands a stream on when it has ended. */
const LONGEST_MS = 26_000;
const STREAM_MS = 20_000;
/** Longer than a mail with a link takes to get away. */
const MAIL_MS = 3000;

/**
 * The API as a Lambda function behind an HTTP API (payload 2.0): the same app as `quarterdeck serve`. The bridge is opened
 * once per execution environment; one that could not be opened is tried again by the next request.
 */
export function apiHandler(effects: Effects, log: (line: LogLine) => void, mail = MAIL_MS): Handler {
  let opened: Promise<Handler> | undefined;
  return async (event, context) => {
    refuseOthers(event);
    opened ??= openBridge({ from: effects.env[FOLDER], effects })
      .then((bridge) => handlerOf(bridge, log, mail))
      .catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
    return (await opened)(event, context);
  };
}

/** An event that is no request would be answered 404, which whoever set a timer takes for a success; of older requests no send is waited for. */
function refuseOthers(event: object): void {
  if ('rawPath' in event) return;
  throw new Error(
    'the function answers requests of an HTTP API or a function URL (payload format 2.0), and no other event',
  );
}

function handlerOf(bridge: Bridge, log: (line: LogLine) => void, mail: number): Handler {
  const api = createApi({
    bridge,
    version: manifest.version,
    // The gateway's word for it, not a header that anybody may send.
    clientOf: (context) => getConnInfo(context).remote.address ?? 'unknown',
    log,
    limits: { stream: STREAM_MS },
    web: fileURLToPath(new URL('./web', import.meta.url)),
  });
  const respond = handle(api);
  return async (event, context) => {
    const began = performance.now();
    const isSending = 'rawPath' in event && SENDS.some((path) => event.rawPath.startsWith(path));
    // A function has no timer of its own: whoever asks for a send, or looks after one, brings on those that were broken off.
    if (isSending) await bridge.sends.takeOver();
    const answer = await respond(event, context);
    if (isSending)
      // What is not done by then goes on with the next request; what is frozen by then is in the queue.
      await bridge.sends.idle(LONGEST_MS - (performance.now() - began));
    // A function stands still once it has answered, so the mail goes first. Every wish for a link takes as long, or the
    // time would tell who is a user.
    if ('rawPath' in event && event.rawPath === LINK) await Promise.all([bridge.signIn.settled(), sleep(mail)]);
    return answer;
  };
}

export const handler = apiHandler(systemEffects, (line) => process.stdout.write(`${JSON.stringify(line)}\n`));
