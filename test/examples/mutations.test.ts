import { describe, expect, it, afterAll } from 'vitest';
import { openRun } from '../../src/app/run.ts';
import { decimalText } from '../../src/core/decimal.ts';
import { systemEffects } from '../../src/core/effects.ts';
import { copyOfExample, EXAMPLES, type ExampleName } from './_examples.ts';
import { piecesOf, takeOut, type Piece } from './_mutate.ts';

/*
 * Whatever row is taken out of whatever input, something in the reports changes: no input is read and then passed over,
 * and none that is gone counts as nothing. The everyday form takes a row out of each kind of sheet; with MUTATIONS=3
 * it is three rows of every file of both examples (0: every row of every file).
 */

const effects = { ...systemEffects, env: {} };
const SOME: Readonly<Record<ExampleName, readonly string[]>> = {
  'san-diego': ['rental/leases.csv', 'delivery/job-costs.csv', 'clients/time-harvest.csv', 'sales/jada/channels.csv'],
  'bakery-group': [],
};
const wanted = process.env['MUTATIONS'];

/** Every figure and what each check says: what any report is made of. */
async function told(folder: string): Promise<ReadonlyMap<string, string>> {
  const run = await openRun({ from: folder, effects });
  await run.close();
  const figures = run.book.all().map(({ id, value }) => [id, value ? decimalText(value) : 'not known'] as const);
  const outcomes = run.outcomes.map(
    (one) => [one.check, `${one.state} ${one.findings.map(({ id }) => id).join()}`] as const,
  );
  return new Map([...figures, ...outcomes]);
}

function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const ids = new Set([...before.keys(), ...after.keys()]);
  return [...ids].filter((id) => before.get(id) !== after.get(id));
}

/** So many pieces of a file, spread over it; all of them for 0. */
function some(pieces: readonly Piece[], count: number): readonly Piece[] {
  if (count === 0 || pieces.length <= count) return pieces;
  return Array.from({ length: count }, (_, at) => pieces[Math.floor(((at + 0.5) * pieces.length) / count)]).filter(
    (piece) => piece !== undefined,
  );
}

describe.each(EXAMPLES)('%s', { timeout: 3_600_000 }, (name) => {
  const copy = copyOfExample(name);
  afterAll(copy.remove);
  let whole: Promise<ReadonlyMap<string, string>> | undefined;

  const files = async (): Promise<readonly string[]> => {
    if (wanted === undefined) return SOME[name];
    const run = await openRun({ from: copy.folder, effects });
    await run.close();
    return run.sources.map(({ file }) => file);
  };

  it('a row that is taken out changes a figure, or what a check can see', async () => {
    const silent: string[] = [];
    for (const file of await files()) {
      const before = await (whole ??= told(copy.folder));
      for (const piece of some(piecesOf(copy.folder, file), Number(wanted ?? 1))) {
        const putBack = takeOut(copy.folder, piece);
        const moved = changes(before, await told(copy.folder));
        putBack();
        if (moved.length === 0) silent.push(`${piece.file}:${piece.line} ${piece.text.trim().slice(0, 80)}`);
      }
    }
    expect(silent).toEqual([]);
  });
});
