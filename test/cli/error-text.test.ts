import { describe, expect, it } from 'vitest';
import { errorText } from '../../src/cli/error-text.ts';

const refused = (code: string, more: object = {}): Error =>
  Object.assign(new Error(`${code}: no, write`), { code, ...more });

describe('an error without a word of ours', () => {
  it('is the machine’s to mend where the machine refused', () => {
    const full = 'quarterdeck: the disk is full; make room on it, then try again\n';
    expect(errorText(refused('ENOSPC'))).toEqual({ text: full, exit: 1 });
    const { text } = errorText(refused('EACCES', { path: '/books/\u001b.yaml' }));
    expect(text).toBe('quarterdeck: /books/\\x1b.yaml: this user may not; check who may read and write there\n');
  });

  it('is ours otherwise, and says how to see more of it', () => {
    expect(errorText(refused('EACCES')).text).toMatch(
      /^quarterdeck: unexpected: EACCES: no, write \(set QUARTERDECK_DEBUG=1/,
    );
    expect(errorText('odd').text).toMatch(/^quarterdeck: unexpected: odd \(/);
  });

  it('comes with its trace for whoever asks for one', () => {
    expect(errorText(refused('ENOSPC'), true).text).toMatch(/full.*\nError: ENOSPC: no, write\n {4}at /);
    expect(errorText(refused('ENOSPC')).text).not.toContain('    at ');
  });
});
