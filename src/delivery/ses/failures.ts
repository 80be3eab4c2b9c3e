import * as z from 'zod';
import { classify, type Seen } from '../_failures.ts';
import type { Failure } from '../../model/dispatch.ts';

/** What of an error of the SDK, of Node or of anything else is looked at. */
const errorShape = z.object({
  name: z.string().max(200).optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  code: z.string().max(100).optional().catch(undefined),
  syscall: z.string().max(100).optional().catch(undefined),
  errors: z
    .array(z.object({ syscall: z.string().optional().catch(undefined) }))
    .optional()
    .catch(undefined),
  $metadata: z.object({ httpStatusCode: z.int().optional() }).optional().catch(undefined),
  $response: z
    .object({ headers: z.record(z.string(), z.unknown()).optional() })
    .optional()
    .catch(undefined),
});
type Shape = z.output<typeof errorShape>;

const BEFORE: readonly (string | undefined)[] = ['connect', 'getaddrinfo', 'socket'];

/** The handler's words for a connection that did not come about in time; it has no code of its own for it. */
const NOT_CONNECTED = /did not establish a connection/;

function isBefore({ syscall, errors, message }: Shape): boolean {
  // Several addresses were tried (RFC 8305): each attempt has an error of its own.
  const attempts = errors && errors.length > 0 ? errors.map((one) => one.syscall) : [syscall];
  return attempts.every((one) => one !== undefined && BEFORE.includes(one)) || NOT_CONNECTED.test(message ?? '');
}

/** Seconds, or a date (RFC 9110 §10.2.3); in milliseconds from now, a day at most. */
function retryAfterOf({ $response }: Shape, now: number): number | undefined {
  const header = Object.entries($response?.headers ?? {}).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
  if (typeof header !== 'string') return undefined;
  const wait = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return wait >= 0 ? Math.min(wait, 86_400_000) : undefined;
}

const SILENT: readonly string[] = ['TimeoutError', 'AbortError'];

export interface Around {
  readonly now: number;
  /** The credentials had never been taken before. */
  readonly unproven: boolean;
}

function shapeOf(error: unknown): Shape {
  return errorShape.safeParse(error).data ?? {};
}

/** What a request that failed tells, for the table of failures. */
function seenOf(error: unknown, { now, unproven }: Around): Seen {
  const shape = shapeOf(error);
  const { name, message, code, $metadata } = shape;
  const status = $metadata?.httpStatusCode;
  const before = status === undefined && isBefore(shape);
  // The SDK's own limits and ours have a name and no code.
  const node = code ?? (SILENT.includes(name ?? '') ? 'ETIMEDOUT' : undefined);
  const retryAfter = retryAfterOf(shape, now);
  return {
    transport: 'ses',
    ...(name === undefined ? {} : { name }),
    ...(status === undefined ? {} : { status }),
    ...(node === undefined ? {} : { node }),
    ...(message === undefined ? {} : { said: message }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(unproven ? { unproven } : {}),
    // Whoever answers with a status was connected.
    ...(before ? { phase: 'before' as const } : {}),
  };
}

export function failureFrom(error: unknown, around: Around): Failure {
  return classify(seenOf(error, around));
}

/**
 * Credentials that could not be loaded. Nothing was sent, whatever happened: a network that failed is tried again,
 * everything else someone must mend.
 */
export function credentialsFailure(error: unknown, around: Around): Failure {
  const seen = seenOf(error, around);
  const isPassing = seen.node !== undefined || (seen.status ?? 0) >= 500;
  if (!isPassing) return classify({ transport: 'ses', name: 'CredentialsNotLoaded', said: seen.said ?? '' });
  const { status: _status, name: _name, ...rest } = seen;
  return classify({ ...rest, phase: 'before' });
}

/** Access to an action was denied. */
export function isDenied(error: unknown): boolean {
  return ['AccessDenied', 'AccessDeniedException', 'NotAuthorized'].includes(shapeOf(error).name ?? '');
}

export function isNotFound(error: unknown): boolean {
  return shapeOf(error).name === 'NotFoundException';
}
