/* eslint-disable typescript/no-deprecated -- Hono names @hono/aws-lambda as its successor, which the registry does not have yet. */
import { getConnInfo, handle } from 'hono/aws-lambda';
import manifest from '../../package.json' with { type: 'json' };
import { openBridge, type Bridge } from '../app/bridge/index.ts';
import { systemEffects, type Effects } from '../core/effects.ts';
import { createApi, type LogLine } from '../http/index.ts';

/** Where the portfolio lies in the function's package or file system. */
const FOLDER = 'QUARTERDECK_FOLDER';

type Handler = ReturnType<typeof handle>;

/**
 * The API as a Lambda function behind an HTTP API (payload 2.0): the same app as `quarterdeck serve`. The bridge is opened
 * once per execution environment; one that could not be opened is tried again by the next request.
 */
export function apiHandler(effects: Effects, log: (line: LogLine) => void): Handler {
  let opened: Promise<Handler> | undefined;
  return async (event, context) => {
    opened ??= openBridge({ from: effects.env[FOLDER], effects })
      .then((bridge) => handlerOf(bridge, log))
      .catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
    return (await opened)(event, context);
  };
}

function handlerOf(bridge: Bridge, log: (line: LogLine) => void): Handler {
  const api = createApi({
    bridge,
    version: manifest.version,
    // The gateway's word for it, not a header that anybody may send.
    clientOf: (context) => getConnInfo(context).remote.address ?? 'unknown',
    log,
  });
  return handle(api);
}

export const handler = apiHandler(systemEffects, (line) => process.stdout.write(`${JSON.stringify(line)}\n`));
