import { describe, expect, it } from 'vitest';

import { patternTrouble } from '../../src/portfolio/pattern.ts';

describe('a pattern', () => {
  it.each([
    'fuel',
    'A/B (c',
    '/',
    '//',
    '/var/log',
    '$5 *',
    '/fuel|gas/',
    '/fuel|gas/i',
    String.raw`/^inv\.? \d{1,6}\b/`,
    String.raw`/(?:a|b)+\/c\s/`,
    '/[a-z]{2,1000}/',
    String.raw`/\(?\+1/`,
  ])('%s is taken', (pattern) => {
    expect(patternTrouble(pattern)).toBeUndefined();
  });

  it.each(['/fuel(/', '/[/', '/a**/', '/fuel/gi', '/x{2,1}/'])('%s does not compile', (pattern) => {
    expect(patternTrouble(pattern)).toMatchObject({ code: 'bad-pattern' });
  });

  it.each([
    '/(?=x)/',
    '/(?!x)/',
    '/(?<=x)y/',
    '/(?<!x)y/',
    String.raw`/(.)\1/`,
    String.raw`/(?<n>.)\k<n>/`,
    '/(?i)x/',
    '/x{1001}/',
    '/x{1,2000}/',
    String.raw`/\cA/`,
  ])('%s is not in RE2', (pattern) => {
    expect(patternTrouble(pattern)).toMatchObject({ code: 'pattern-not-linear' });
  });
});
