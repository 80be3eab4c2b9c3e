/** `/…/`, or `/…/i` for any case, is a regular expression; anything else is text to look for. */
const EXPRESSION = /^\/(.+)\/i?$/su;

/** What is wrong with a pattern of a category rule. */
interface Trouble {
  readonly code: 'bad-pattern' | 'pattern-not-linear';
  readonly why: string;
  readonly mend: string;
}

/** RE2's own limit for counted repetition. */
const MOST_REPEATS = 1000;

/** Escapes of a letter or digit that JavaScript and RE2 read alike. */
const SHARED_ESCAPES = /^[bBdDsSwWfnrtv]$/;

/**
 * A pattern is part of the text sought, or between slashes a regular expression. Those run as RE2, in time linear in
 * the text, and so may hold only what RE2 has too: no look-around, no back-references.
 * https://github.com/google/re2/wiki/Syntax
 */
export function patternTrouble(pattern: string): Trouble | undefined {
  const flagged = /^\/.+\/([dgimsuvy]{1,8})$/s.exec(pattern);
  if (flagged && flagged[1] !== 'i') {
    return {
      code: 'bad-pattern',
      why: `the flags ${flagged[1]} are not taken`,
      mend: 'write /…/, or /…/i for any case',
    };
  }
  const body = EXPRESSION.exec(pattern)?.[1];
  if (body === undefined) return undefined;
  const foreign = foreignPart(body);
  if (foreign !== undefined)
    return {
      code: 'pattern-not-linear',
      why: `${foreign} is not understood`,
      mend: 'write it without, as several patterns, or with /…/i for any case',
    };
  try {
    RegExp(body);
  } catch (error) {
    const why =
      error instanceof Error ? error.message.replace(/^Invalid regular expression: .*: /, '') : 'it does not compile';
    return { code: 'bad-pattern', why, mend: 'put \\ before a sign that stands for itself, or leave the slashes out' };
  }
  return undefined;
}

/** The first part that RE2 lacks, or reads otherwise than JavaScript. */
function foreignPart(body: string): string | undefined {
  for (const match of body.matchAll(/\\(.)|\(\?[^:]?(?:[=!])?|\{(\d+)(?:,(\d*))?\}/gs)) {
    const [part, escaped, least, most] = match;
    if (escaped !== undefined) {
      if (/[a-zA-Z0-9]/.test(escaped) && !SHARED_ESCAPES.test(escaped)) return part;
    } else if (part.startsWith('(')) {
      if (part !== '(?') return part;
      if (body[match.index + 2] !== ':') return part;
    } else if (Number(least) > MOST_REPEATS || Number(most ?? '0') > MOST_REPEATS) return part;
  }
  return undefined;
}
