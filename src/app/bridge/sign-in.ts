import { join } from 'node:path';
import type { Effects } from '../../core/effects.ts';
import { UserError } from '../../core/problem.ts';
import { composeMessage, transports, type Frozen, type Sender, type TransportKind } from '../../delivery/index.ts';
import type { Outcome } from '../../model/dispatch.ts';
import { readEnvironment } from '../../portfolio/environment.ts';
import { sendersOf } from '../dispatch/senders.ts';
import type { Ledger } from '../ledger.ts';
import { signInMail } from './sign-in-mail.ts';

/** A link that was asked for. */
export interface LinkToMail {
  readonly token: string;
  readonly address: string;
  readonly name?: string | undefined;
  readonly minutes: number;
}

export interface SignInDesk {
  /**
   * Mails the link of a wish, without being waited for: how long it takes tells nobody whether there is such a user.
   * What goes wrong is told to `onTrouble`.
   */
  mail(link: LinkToMail): void;
  /** Waits for what is on its way. */
  settled(): Promise<void>;
  /** Told of every link where mail goes to an outbox on this machine: the command line prints it. */
  onLink(told: (url: string, address: string) => void): void;
  /** Told the code of what went wrong, and nothing of the link or whose it is. */
  onTrouble(told: (code: string) => void): void;
}

export interface SignInOptions {
  readonly ledger: Pick<Ledger, 'declared'>;
  /** Where people reach the dashboard. */
  readonly url: string;
  readonly effects: Effects;
  readonly kinds?: readonly TransportKind[];
  /** Milliseconds after which a mail that is still on its way counts as failed. */
  readonly patience?: number;
}

/** Longer than any transport takes to give up by itself. */
const PATIENCE_MS = 120_000;

/**
 * The link is a secret, so its mail goes neither through the queue nor on record, and nobody gets a blind copy. A mail
 * that fails is not tried again: whoever waits for it asks for another.
 */
export function signInDesk({
  ledger,
  url,
  effects,
  kinds = transports,
  patience = PATIENCE_MS,
}: SignInOptions): SignInDesk {
  const { portfolio, folder } = ledger.declared;
  const underway = new Set<Promise<void>>();
  const links: ((url: string, address: string) => void)[] = [];
  const troubles: ((code: string) => void)[] = [];

  const compose = async (link: LinkToMail, sender: Sender): Promise<Frozen> => {
    const at = effects.now();
    const parts = await signInMail({ ...link, url: urlOf(link), portfolio: portfolio.name });
    const random = Buffer.from(effects.randomBytes(4)).toString('hex');
    const time = new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const to = link.name === undefined ? { email: link.address } : { name: link.name, email: link.address };
    return composeMessage(
      {
        id: `${time}-sign-in-${random}`,
        report: 'sign-in',
        snapshot: 'none',
        parts,
        from: sender.name === undefined ? { email: sender.email } : { name: sender.name, email: sender.email },
        to: [to],
        bcc: [],
        at,
        timeZone: portfolio.time_zone,
      },
      effects,
    );
  };

  const urlOf = ({ token }: LinkToMail): string => `${url}/sign-in#${token}`;

  const send = async (link: LinkToMail): Promise<Outcome> => {
    const kind = kinds.find(({ name }) => name === portfolio.delivery.transport);
    if (!kind) throw new UserError('no-such-transport', `there is no transport "${portfolio.delivery.transport}"`);
    const senders = sendersOf(ledger, readEnvironment(effects.env));
    const transport = await kind.open({
      outbox: join(folder, portfolio.outbox),
      settings: portfolio.delivery,
      effects,
    });
    try {
      let outcome = NOBODY_SENDS;
      // Another sender may be verified where the first is not.
      for (const sender of senders) {
        outcome = await transport.send({ ...(await compose(link, sender)), attempt: 1 });
        if (outcome.outcome === 'accepted' || outcome.failure.class !== 'permanent') break;
      }
      return outcome;
    } finally {
      await transport.close?.();
    }
  };

  const mailed = async (link: LinkToMail): Promise<void> => {
    const code = await within(patience, send(link)).then(
      (outcome) => (outcome.outcome === 'accepted' ? undefined : outcome.failure.code),
      (error: unknown) => (error instanceof UserError ? error.code : 'unexpected'),
    );
    if (code !== undefined) for (const told of troubles) told(code);
  };

  return {
    mail: (link) => {
      if (portfolio.delivery.transport === 'outbox') for (const told of links) told(urlOf(link), link.address);
      // Only once the answer to the browser is on its way.
      const work = new Promise<void>((resolve) => setImmediate(resolve)).then(() => mailed(link));
      underway.add(work);
      void work.finally(() => underway.delete(work));
    },
    settled: async () => {
      await Promise.all(underway);
    },
    onLink: (told) => {
      links.push(told);
    },
    onTrouble: (told) => {
      troubles.push(told);
    },
  };
}

const NOBODY_SENDS: Outcome = {
  outcome: 'failed',
  failure: { class: 'permanent', code: 'no-sender', message: 'there is no sender' },
};

/** Throws a UserError `no-answer` when it takes longer. */
async function within<T>(limit: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new UserError('no-answer', 'the mail did not get away in time')), limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
