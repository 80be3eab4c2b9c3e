import { UserError } from '../../core/problem.ts';

/** What the headers of our own say of a letter. */
export interface Labels {
  /** Dispatch id. */
  readonly id: string;
  /** Report type. */
  readonly report: string;
  readonly snapshot: string;
  /** The named list that it goes to (List-Id, RFC 2919); none for single recipients. */
  readonly list?: string;
  /**
   * Where this reader gets off the list, an https address. A bare POST to it is enough (RFC 2369, RFC 8058), so that
   * the reader's mail program may offer a button.
   */
  readonly unsubscribe?: string;
  /** The audit chain's signed checkpoint: visible ASCII in words of up to 900 characters. */
  readonly checkpoint?: string;
}

export type Headers = Record<string, { prepared: boolean; foldLines: boolean; value: string }>;

/** One visible ASCII word, for headers that programs read. */
export function token(text: string): string {
  return text.replaceAll(/[^\u0021-\u007e]+/g, '-').slice(0, 200);
}

function listId(list: string, domain: string): string {
  const name = token(list)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, '-');
  return `<${name}.quarterdeck.${domain}>`;
}

/** RFC 5322 §2.1.1 gives a line 998 characters; a web address cannot be folded. */
const LONGEST_WORD = 900;

/** `<https://…>`, as ASCII. Throws UserError `mail-unsubscribe`. */
function unsubscribeLink(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    throw new UserError('mail-unsubscribe', 'the address to unsubscribe at is no https address without a password');
  }
  url.hash = '';
  if (url.href.length > LONGEST_WORD) {
    throw new UserError('mail-unsubscribe', `the address to unsubscribe at is longer than ${LONGEST_WORD} characters`);
  }
  return `<${url.href}>`;
}

/** As it was given: a changed checkpoint would be no checkpoint. Throws UserError `mail-checkpoint`. */
function checkpointText(text: string): string {
  if (!/^[\u0021-\u007e]{1,900}(?: [\u0021-\u007e]{1,900})*$/.test(text) || text.length > 2000) {
    throw new UserError('mail-checkpoint', 'the checkpoint is no short line of visible ASCII characters');
  }
  return text;
}

/** Folded at their spaces where they would be long. */
const LONG = ['List-Unsubscribe', 'X-Quarterdeck-Audit'];

/** The headers that programs read. Nothing in them can begin another header. */
export function headersOf(labels: Labels, domain: string): Headers {
  const { list, unsubscribe, checkpoint } = labels;
  const words: Record<string, string> = {
    ...(list === undefined ? {} : { 'List-Id': listId(list, domain) }),
    ...(unsubscribe === undefined
      ? {}
      : { 'List-Unsubscribe': unsubscribeLink(unsubscribe), 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    'X-Quarterdeck-Dispatch': token(labels.id),
    'X-Quarterdeck-Report': token(labels.report),
    'X-Quarterdeck-Snapshot': token(labels.snapshot),
    ...(checkpoint === undefined ? {} : { 'X-Quarterdeck-Audit': checkpointText(checkpoint) }),
    // RFC 3834 §5: keeps vacation responders quiet.
    'Auto-Submitted': 'auto-generated',
  };
  return Object.fromEntries(
    Object.entries(words).map(([name, value]) => [name, { prepared: true, foldLines: LONG.includes(name), value }]),
  );
}
