import { describe, expect, it, onTestFinished } from 'vitest';

import { composeReport } from '../../src/app/compose.ts';
import { gate } from '../../src/app/gate.ts';
import { preview } from '../../src/app/preview.ts';
import { openRun } from '../../src/app/run.ts';
import { systemEffects } from '../../src/core/effects.ts';
import { GUARDED_FUNCTIONS } from '../../src/facts/guard/allowed.ts';
import { TABLES } from '../../src/model/tables.ts';
import { OWN_CODES } from '../../src/own-reports/index.ts';
import * as limits from '../../src/own-reports/limits.ts';
import { folderOf } from '../portfolio/_folder.ts';
import { blocks, pageOf, tableBelow } from './_pages.ts';

const page = pageOf('own-reports.md');
const shown = blocks(page);
const textOf = (word: string): string => shown.find(({ words }) => words[1] === word)?.text ?? '';

describe('Reports of your own, as the guide describes them', () => {
  it('the worked example gives what is shown, and its rule is judged', async () => {
    const files = shown.filter(({ words }) => words[1]?.startsWith('example/'));
    const folder = folderOf(Object.fromEntries(files.map(({ words, text }) => [words[1]?.slice(8) ?? '', text])));
    const effects = { ...systemEffects, env: {} };
    const run = await openRun({ from: folder, effects });
    onTestFinished(() => run.close());
    expect(run.problems).toEqual([]);
    const text = await preview(run, 'boat', 'text', { effects, colour: false, width: 100 });
    const [start = '', more] = textOf('example').split('…');
    expect(Buffer.from(text).toString()).toContain(start);
    expect(more?.trim()).toBe('');
    expect(run.outcomes.filter(({ check }) => check.startsWith('OWN-'))).toMatchObject([
      { state: 'found', findings: [{ entity: 'jada', subject: 'MARINA FUEL TRUCK' }] },
      { state: 'not-seen' },
    ]);
    await gate([composeReport(run, 'boat', run.own), composeReport(run, 'cfo')], run.facts.afresh);
    expect(run.analysis.facts.ownerRules.value?.rules).toMatchObject([
      { state: 'broken', figure: { id: 'own.boat.fuel' } },
    ]);
  });

  it('lists every function, table, code and limit', () => {
    const named = [...GUARDED_FUNCTIONS].filter((name) => /^[a-z]/.test(name) && !name.endsWith('_escape'));
    expect(textOf('functions').split(/\s+/).filter(Boolean)).toEqual(named);
    const columns = Object.entries(TABLES).map(([name, of]) => [
      name,
      Object.keys(of)
        .filter((one) => one !== 'part')
        .join(', '),
    ]);
    expect(tableBelow(page, 'Tables of sheets and documents')).toEqual(columns);
    expect(tableBelow(page, 'Problem codes of reports')).toEqual(Object.entries(OWN_CODES));
    const numbers = tableBelow(page, 'Limits of reports').map(([name, value = '']) => [
      name,
      Number(value.replaceAll(',', '')),
    ]);
    expect(Object.fromEntries(numbers)).toEqual({ ...limits });
  });
});
