import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { FAILURES } from '../../src/delivery/_failures.ts';
import { blocks, home, pageOf, tableBelow } from './_pages.ts';

const page = pageOf('ses.md');
const rooms = ['src/delivery/ses', 'src/delivery'];
const code = rooms
  .flatMap((room) => readdirSync(join(home, room)).map((name) => join(home, room, name)))
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

describe('ses.md', () => {
  it('lists every way in which an attempt fails, with its class and what mends it', () => {
    const rows = FAILURES.filter(({ transport }) => transport !== 'smtp').map((row) => [
      row.code,
      row.class,
      row.says.replace(/[:;]? ?\{said\}/, ''),
    ]);
    expect(tableBelow(page, 'When an attempt fails')).toEqual(rows);
  });

  it('lists every look', () => {
    const looks = [...code.matchAll(/what: '([a-z-]+)', (?:sender|state)/g)].map(([, what = '']) => what);
    const closed = ['credentials', 'connection'];
    const shown = tableBelow(page, 'What is looked at first').map(([what]) => what);
    expect(new Set(shown)).toEqual(new Set([...looks, ...closed]));
  });

  it('has a policy that allows what the code asks for, and nothing else', () => {
    const policies = blocks(page).filter(({ words }) => words[1] === 'policy');
    const { Statement } = JSON.parse(policies[0]?.text ?? '{}') as { Statement: { Action: string[] }[] };
    const asked = new Set([...code.matchAll(/\bses:[A-Z]\w+/g)].map(([action]) => action));
    expect(new Set(Statement.flatMap(({ Action }) => Action))).toEqual(asked);
  });
});
