import type { SendEmailCommand, SendEmailCommandInput, SESv2Client } from '@aws-sdk/client-sesv2';
import * as z from 'zod';
import type { Effects } from '../../core/effects.ts';
import type { Failure, Message, Outcome } from '../../model/dispatch.ts';
import { classify } from '../_failures.ts';
import { deadline, openClient, type ClientOptions } from './client.ts';
import { loaded } from './credentials.ts';
import { credentialsFailure, failureFrom } from './failures.ts';

/** Amazon SES developer guide, "Service quotas in Amazon SES": in one message, blind copies included. */
const MOST_RECIPIENTS = 50;
/** Bytes, the same page: 40 MB a message. */
const MOST_BYTES = 40_000_000;

export interface RawSenderOptions extends ClientOptions {
  readonly configurationSet?: string;
  readonly effects: Pick<Effects, 'now'>;
}

export interface RawSender {
  readonly send: (message: Message) => Promise<Outcome>;
  readonly close: () => Promise<void>;
}

/** A client, and whether SES ever took a message with its credentials. */
interface Session {
  readonly client: SESv2Client;
  /** Loaded with the client: bundled, an import copies the whole SDK's names each time. */
  readonly command: (input: SendEmailCommandInput) => SendEmailCommand;
  proven: boolean;
}

/** After these the next attempt loads the credentials anew: someone may have mended them since. */
const RELOAD: readonly string[] = ['ses-credentials-reload', 'ses-credentials-expired', 'ses-credentials'];

/** Sends raw messages, each in one request. */
export function sesSender(options: RawSenderOptions): RawSender {
  const { effects, patience } = options;
  let session: Promise<Session> | undefined;
  const opened = async (): Promise<Session> => {
    const { SendEmailCommand: Command } = await import('./sdk.ts');
    return { client: await openClient(options), command: (input) => new Command(input), proven: false };
  };
  const send = async (message: Message): Promise<Outcome> => {
    const tooMuch = excessOf(message);
    if (tooMuch) return { outcome: 'failed', failure: tooMuch };
    const mine = (session ??= opened());
    const used = await mine;
    const around = () => ({ now: effects.now(), unproven: !used.proven });
    try {
      await loaded(used.client, patience.credentials);
    } catch (error) {
      return { outcome: 'failed', failure: credentialsFailure(error, around()) };
    }
    try {
      const command = used.command(requestOf(message, options.configurationSet));
      const answer = await used.client.send(command, deadline(patience));
      used.proven = true;
      return acceptedBy(answer.MessageId);
    } catch (error) {
      const failure = failureFrom(error, around());
      if (RELOAD.includes(failure.code) && session === mine) session = undefined;
      return { outcome: 'failed', failure };
    }
  };
  const close = async (): Promise<void> => {
    const last = session;
    session = undefined;
    (await last)?.client.destroy();
  };
  return { send, close };
}

/** More than SES takes, said before it is asked. */
function excessOf({ envelope, bytes }: Message): Failure | undefined {
  const seen = { transport: 'ses', phase: 'before' } as const;
  if (envelope.to.length > MOST_RECIPIENTS) return classify({ ...seen, name: 'TooManyRecipients' });
  return bytes.byteLength > MOST_BYTES ? classify({ ...seen, name: 'MessageTooLarge' }) : undefined;
}

/**
 * The message as it is, and the envelope spelt out: with raw content SES takes a Destination over the headers, so that a
 * blind copy is neither lost nor shown, and the sender over Return-Path.
 */
function requestOf({ id, attempt, envelope, bytes }: Message, configurationSet?: string): SendEmailCommandInput {
  return {
    FromEmailAddress: envelope.from,
    Destination: { ToAddresses: [...envelope.to] },
    Content: { Raw: { Data: bytes } },
    EmailTags: [
      { Name: 'dispatch', Value: id },
      { Name: 'attempt', Value: String(attempt) },
    ],
    ...(configurationSet === undefined ? {} : { ConfigurationSetName: configurationSet }),
  };
}

const messageId = z.string().min(1).max(500);

function acceptedBy(id: unknown): Outcome {
  const receipt = messageId.safeParse(id);
  if (receipt.success) return { outcome: 'accepted', receipt: receipt.data };
  const said = 'an answer without a message id';
  return { outcome: 'failed', failure: classify({ transport: 'ses', status: 200, said }) };
}
