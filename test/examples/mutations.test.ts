import { describe, expect, it, afterAll } from 'vitest';
import { openRun } from '../../src/app/run.ts';
import { decimalText } from '../../src/core/decimal.ts';
import { systemEffects } from '../../src/core/effects.ts';
import { copyOfExample, EXAMPLES, type ExampleName } from './_examples.ts';
import { piecesOf, takeOut, type Piece } from './_mutate.ts';

/*
 * Whatever row is taken out of whatever input, something in the reports changes: no input is read and then passed over,
 * and none that is gone counts as nothing. The everyday form takes a row out of two sheets; with MUTATIONS=3 it is
 * three rows of a file of each kind in both examples (0: every row of every file).
 */

const effects = { ...systemEffects, env: {} };
const SOME: Readonly<Record<ExampleName, readonly string[]>> = {
  'san-diego': ['rental/leases.csv', 'delivery/job-costs.csv'],
  'bakery-group': [],
};
const wanted = process.env['MUTATIONS'];

/** Every figure and what each check says: what any report is made of. */
async function told(folder: string): Promise<ReadonlyMap<string, string>> {
  // The sheets alone are looked at in the everyday form: the books cost more than all the rest.
  const run = await openRun({ from: folder, effects, report: wanted === undefined ? 'rental' : undefined });
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

  const files = async (): Promise<readonly { readonly file: string; readonly pieces: readonly Piece[] }[]> => {
    if (wanted === undefined) return SOME[name].map((file) => ({ file, pieces: piecesOf(copy.folder, file) }));
    const run = await openRun({ from: copy.folder, effects });
    // Of a document the lines that say something of its project: prose about it is no input.
    const items = await run.facts.query(`SELECT DISTINCT file, line FROM handoff_items`);
    await run.close();
    const isItem = ({ file, line }: Piece): boolean =>
      !file.endsWith('.md') || items.some((item) => item['file'] === file && Number(item['line']) === line);
    const first = run.sources.filter(({ kind }, at, all) => all.findIndex((one) => one.kind === kind) === at);
    const sources = wanted === '0' ? run.sources : first;
    return sources.map(({ file }) => ({ file, pieces: piecesOf(copy.folder, file).filter(isItem) }));
  };

  it('a row that is taken out changes a figure, or what a check can see', async () => {
    const silent: string[] = [];
    for (const { pieces } of await files()) {
      const before = await (whole ??= told(copy.folder));
      for (const piece of some(pieces, Number(wanted ?? 1))) {
        const putBack = takeOut(copy.folder, piece);
        const moved = changes(before, await told(copy.folder));
        putBack();
        if (moved.length === 0) silent.push(`${piece.file}:${piece.line} ${piece.text.trim().slice(0, 80)}`);
      }
    }
    expect(silent).toEqual([]);
  });
});
