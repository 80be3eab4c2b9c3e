import * as z from 'zod';

import type { Effects } from '../core/effects.ts';
import type { Problem } from '../core/problem.ts';
import { problem, shown } from './codes.ts';
import { withoutSecrets } from './secrets.ts';

/** What the environment says about mail. The portfolio's own senders and recipients win over it; `bcc` adds to it. */
export interface Environment {
  /** An e-mail address, for a portfolio without senders. */
  readonly sender?: string;
  /** The name before the address: `Reports <reports@example.com>`. */
  readonly senderName?: string;
  readonly region?: string;
  /** For reports to which the portfolio gives no recipients. */
  readonly recipients: readonly string[];
  readonly bcc: readonly string[];
  /** Values that are left out, since they cannot be used. */
  readonly problems: readonly Problem[];
}

const address = z.email().max(254);
const region = z.string().regex(/^[a-z]{2}(?:-[a-z]{1,12}){1,3}-\d{1,2}$/);

/** Reads the variables of docs/environment.md; an empty one counts as not set. Pure over `env`. */
export function readEnvironment(env: Effects['env']): Environment {
  const problems: Problem[] = [];
  const refuse = (name: string, value: string, expected: string): void => {
    const at = { file: 'environment', line: 1, column: 1 };
    const mend = `set ${name} anew, or unset it`;
    problems.push(withoutSecrets(problem('bad-environment', at, `${name} is ${shown(value)}`, { expected, mend })));
  };
  const addressesIn = (name: string): string[] =>
    (env[name] ?? '').split(/[,;\s]+/).filter((word) => {
      if (word === '') return false;
      const good = address.safeParse(word).success;
      if (!good) refuse(name, word, 'e-mail addresses with commas between them');
      return good;
    });
  return {
    ...senderOf(env, refuse),
    ...regionOf(env, refuse),
    recipients: distinct([...addressesIn('RECIPIENT_EMAIL'), ...addressesIn('REPORT_RECIPIENT')]),
    bcc: distinct(addressesIn('BCC_ADDRESS')),
    problems,
  };
}

type Refuse = (name: string, value: string, expected: string) => void;

function senderOf(env: Effects['env'], refuse: Refuse): { sender?: string; senderName?: string } {
  const value = (env['SES_FROM_ADDRESS'] ?? '').trim();
  if (value === '') return {};
  const named = /^([^<>]{0,200})<([^<>]{1,254})>$/.exec(value);
  const sender = (named?.[2] ?? value).trim();
  const senderName = (named?.[1] ?? '').trim().replace(/^"(.*)"$/, '$1');
  if (address.safeParse(sender).success && !hasControls(senderName)) {
    return { sender, ...(senderName === '' ? {} : { senderName }) };
  }
  refuse('SES_FROM_ADDRESS', value, 'an e-mail address, or a name with the address in <>');
  return {};
}

/** A line break in a name would begin a header of its own in the message. */
function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

function regionOf(env: Effects['env'], refuse: Refuse): { region?: string } {
  for (const name of ['SES_REGION', 'AWS_REGION']) {
    const value = (env[name] ?? '').trim();
    if (value === '') continue;
    if (region.safeParse(value).success) return { region: value };
    refuse(name, value, 'an AWS region such as us-west-2');
  }
  return {};
}

/** Each address once, whatever its case; as first written. */
function distinct(addresses: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const one of addresses) if (!seen.has(one.toLowerCase())) seen.set(one.toLowerCase(), one);
  return [...seen.values()];
}
