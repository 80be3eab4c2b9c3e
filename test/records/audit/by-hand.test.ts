import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { House } from './_audit.ts';
import { temporary } from '../../cli/_quarterdeck.ts';
import { blocks, pageOf, tableBelow } from '../../docs/_pages.ts';
import { AUDIT_CODES } from '../../../src/records/audit/codes.ts';
import { KEY_PURPOSES } from '../../../src/records/audit/key-material.ts';
import { NOW } from './_audit.ts';
import { editRun, sealedHouse } from './_tampered.ts';

const page = pageOf('audit.md');

/** What audit.md's script prints when it is given the rows as audit.md says. */
async function byHand({ store }: House): Promise<readonly string[]> {
  const script = join(temporary(), 'check.mjs');
  writeFileSync(script, blocks(page).find(({ words }) => words[1] === 'check.mjs')?.text ?? '');
  const partitions = ['chain', 'checkpoints', 'keys'];
  const rows = await Promise.all(partitions.map((one) => store.audit.list(one, { limit: 1000 }, NOW)));
  const input = rows
    .flat()
    .map(({ body }) => `${JSON.stringify(body)}\n`)
    .join('');
  const { stdout, stderr } = spawnSync(process.execPath, [script], { input, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.trimEnd().split('\n');
}

describe('audit.md', () => {
  it('checks a chain by hand', async () => {
    const house = await sealedHouse();
    const [key = ''] = house.keyring.ids('audit');
    expect(await byHand(house)).toEqual([`checkpoint 6, key ${key}: good`, `checkpoint 12, key ${key}: good`]);
    await editRun(house, 4, ([a, b, c]) => [a, { ...b, hash: 'f'.repeat(64) }, c]);
    expect((await byHand(house)).slice(0, 2)).toEqual(['entry 5 is wrong', 'entry 6 is wrong']);
  });

  it('lists every error', () => {
    expect(tableBelow(page, 'Errors')).toEqual(Object.entries(AUDIT_CODES));
  });

  it('lists every purpose of a key', () => {
    const listed = tableBelow(page, 'Keys').map(([purpose = '']) => purpose);
    expect(listed.toSorted()).toEqual([...KEY_PURPOSES].toSorted());
  });
});
