import { composeAll } from '../../app/compose-all.ts';
import { explain, type Explanation } from '../../app/explain.ts';
import { openRun, type Run, type RunOptions } from '../../app/run.ts';
import { decimalText } from '../../core/decimal.ts';
import { EXIT, oneLine } from '../../core/problem.ts';
import { figureText } from '../../render/numbers.ts';
import { asOfOption, limitOption, parseOptions } from '../options.ts';
import { aligned, effects, print, printJson } from '../output.ts';

/** `quarterdeck explain <figure>`: the receipt as a tree, down to file and line. Exit 1 when it does not add up. */
export async function run(given: Record<string, unknown>, id = ''): Promise<number> {
  const options = parseOptions({ asOf: asOfOption, limit: limitOption }, given);
  const work = await runWith(id, { from: options.C, asOf: options.asOf, effects: effects() });
  try {
    const explanation = await explain(id, work.book, work.facts.afresh, options.json ? Infinity : options.limit);
    if (options.json) await printJson(explanationJson(explanation));
    else await print([...tree(explanation, new Set()), ...hashes(explanation)].join('\n'));
    return explanation.holds ? EXIT.ok : EXIT.failure;
  } finally {
    await work.close();
  }
}

/** A run that has the figure: what costs more is looked at only for one that the rest does not tell. */
async function runWith(id: string, options: RunOptions): Promise<Run> {
  const work = await openRun({ ...options, report: 'cfo' });
  if (work.book.find(id)) return work;
  await work.close();
  const whole = await openRun(options);
  // Some figures are only made when a report is composed: what changed since the last one, what shortfalls come to.
  if (!whole.book.find(id)) await composeAll(whole, options.effects);
  return whole;
}

function explanationJson({ figure, holds, rows, inputs }: Explanation): Record<string, unknown> {
  const { value, receipt, ...rest } = figure;
  const parts = {
    ...(receipt.kind === 'rows' ? { rows } : {}),
    ...(inputs.length > 0 ? { inputs: inputs.map(explanationJson) } : {}),
  };
  return {
    ...rest,
    value: value === undefined ? null : decimalText(value),
    text: figureText(figure, 'ledger'),
    holds,
    receipt: { ...receipt, ...parts },
  };
}

/** A figure that several formulas share is spelled out where it comes first. */
function tree(explanation: Explanation, shown: Set<string>): string[] {
  const { figure, holds, inputs } = explanation;
  const head = `${figure.id}  ${figureText(figure, 'ledger')}  ${oneLine(figure.label)}${holds ? '' : '  DOES NOT ADD UP'}`;
  if (shown.has(figure.id)) return [`${head}  (as above)`];
  shown.add(figure.id);
  return [
    head,
    ...receiptLines(explanation),
    ...inputs.flatMap((input) => tree(input, shown).map((line) => `    ${line}`)),
  ];
}

function receiptLines(explanation: Explanation): string[] {
  const { receipt } = explanation.figure;
  switch (receipt.kind) {
    case 'method':
      return [`  of the method: ${oneLine(receipt.text)}`];
    case 'assumption':
      return [`  declared at ${receipt.at.file}:${receipt.at.line}:${receipt.at.column}  ${oneLine(receipt.text)}`];
    case 'record':
      return [`  on record at ${receipt.at.file}:${receipt.at.line}: ${oneLine(receipt.text)}`];
    case 'rows':
      return [
        `  ${receipt.sign === -1 ? 'minus the ' : ''}${receipt.measure === 'rows' ? 'number' : 'sum'} of ${explanation.rowCount} rows of`,
        ...receipt.query
          .trim()
          .split('\n')
          .map((line) => `    ${line.trim()}`),
        ...table(explanation),
      ];
    case 'formula':
      return [`  = ${oneLine(receipt.text)}  (${receipt.operation})`];
  }
}

function table({ rows, rowCount }: Explanation): string[] {
  if (rows.length === 0) return [];
  const cells = rows.map((row) => [
    `  ${oneLine(row.file)}:${row.line}`,
    row.date,
    row.amount.padStart(12),
    oneLine(row.account),
    oneLine(row.payee),
  ]);
  const more =
    rowCount > rows.length ? [`  … and ${rowCount - rows.length} more rows (--limit ${rowCount}, or --json)`] : [];
  return [...aligned(cells).split('\n'), ...more];
}

/** The files that the rows shown came from, as `sha256sum` prints them. */
function hashes(explanation: Explanation): string[] {
  const files = new Map<string, string>();
  const gather = ({ rows, inputs }: Explanation): void => {
    for (const { file, hash } of rows) files.set(file, hash);
    inputs.forEach(gather);
  };
  gather(explanation);
  return files.size === 0 ? [] : ['', ...[...files].map(([file, hash]) => `${hash}  ${oneLine(file)}`)];
}
