/** One `alias` directive. */
export type Alias =
  | { readonly kind: 'plain'; readonly from: string; readonly to: string }
  | { readonly kind: 'pattern'; readonly from: RegExp; readonly to: string };

const LONGEST_PATTERN = 200;
/** What an alias puts in; each hit of a pattern puts it in once more. */
const LONGEST_NEW = 512;
/** Time grows with a name's length to the power of the open repetitions. */
const MOST_REPEATS = 3;
/** Each may double the ways to try. */
const MOST_OPTIONAL = 6;

/**
 * Why a pattern is not run, or undefined. JavaScript's engine backtracks: a repetition of a repetition or of a choice
 * (`(a|aa)+`) may take forever, so patterns with one, or with several open ones in a row, are refused. Accounts are short,
 * which bounds the rest.
 */
function patternFault(source: string): string | undefined {
  if (source.length > LONGEST_PATTERN) return `it is longer than ${LONGEST_PATTERN} characters`;
  if (/\(\?/.test(source)) return 'it has a (? group';
  if (/\\\d/.test(source)) return 'it refers back to a group within itself';
  let open = 0;
  let optional = 0;
  /** Whether the group that is open at each depth repeats something inside. */
  const repeats: boolean[] = [false];
  let closed = false;
  for (let at = 0; at < source.length; at += 1) {
    const sign = source[at] ?? '';
    if (sign === '[') at = classEnd(source, at);
    else if (sign === '\\') at += 1;
    else if (sign === '(') repeats.push(false);
    else if (sign === ')') {
      const inner = repeats.pop() ?? false;
      if (repeats.length === 0) return 'a parenthesis closes nothing';
      closed = inner;
      if (inner) repeats[repeats.length - 1] = true;
      continue;
    } else if (sign === '|') {
      repeats[repeats.length - 1] = true;
    } else if (sign === '?' && !'*+?}'.includes(source[at - 1] ?? '*')) {
      optional += 1;
      repeats[repeats.length - 1] = true;
    } else if ('*+{'.includes(sign)) {
      if (closed) return 'it repeats a group that has a repetition or a choice inside';
      open += 1;
      repeats[repeats.length - 1] = true;
    }
    closed = false;
  }
  if (optional > MOST_OPTIONAL) return `it has more than ${MOST_OPTIONAL} optional parts`;
  return open > MOST_REPEATS ? `it has more than ${MOST_REPEATS} open repetitions` : undefined;
}

function classEnd(source: string, from: number): number {
  for (let at = from + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === ']' && at > from + 1) return at;
  }
  return source.length;
}

/** An alias of the text behind the directive's name: `old = new` or `/pattern/ = new`; or what is wrong with it. */
export function parseAlias(text: string): Alias | string {
  if (!text.startsWith('/')) {
    const equals = text.indexOf('=');
    const from = text.slice(0, equals).trim();
    if (text.length > 2 * LONGEST_NEW) return `it is longer than ${2 * LONGEST_NEW} characters`;
    if (equals < 0 || from === '') return 'there is no = with an account before it';
    return { kind: 'plain', from, to: text.slice(equals + 1).trim() };
  }
  const close = closingSlash(text);
  const rest = text.slice(close + 1).trimStart();
  if (close < 0 || !rest.startsWith('=')) return 'there is no closing / with an = behind it';
  if (rest.length > LONGEST_NEW) return `it puts in more than ${LONGEST_NEW} characters`;
  const source = text.slice(1, close).replaceAll('\\/', '/');
  const fault = patternFault(source);
  if (fault !== undefined) return `the pattern is not run: ${fault}`;
  try {
    return { kind: 'pattern', from: new RegExp(source, 'giu'), to: rest.slice(1).trim() };
  } catch {
    return 'the pattern is no regular expression';
  }
}

function closingSlash(text: string): number {
  for (let at = 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '/') return at;
  }
  return -1;
}

function apply(alias: Alias, name: string): string {
  if (alias.kind === 'plain') {
    const { from, to } = alias;
    return name === from || name.startsWith(`${from}:`) ? to + name.slice(from.length) : name;
  }
  return name.replaceAll(alias.from, (...found: unknown[]) =>
    alias.to.replaceAll(/\\(\d)/g, (_all, group: string) => {
      const value = found[Number(group)];
      return typeof value === 'string' ? value : '';
    }),
  );
}

/**
 * A name by all aliases, the latest first; each sees what the one before it made. Undefined where that is longer than
 * `most` characters: an alias that puts in more than it takes out doubles a name again and again.
 */
export function applyAliases(aliases: readonly Alias[], name: string, most: number): string | undefined {
  let made = name;
  for (const alias of aliases) {
    if (made.length > most) return undefined;
    made = apply(alias, made);
  }
  return made.length > most ? undefined : made;
}
