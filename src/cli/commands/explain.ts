import { explain, type Explanation, type ReceiptRow } from '../../app/explain.ts';
import { openRun } from '../../app/run.ts';
import { decimalText } from '../../core/decimal.ts';
import { EXIT, oneLine } from '../../core/problem.ts';
import { figureText } from '../../render/numbers.ts';
import { asOfOption, limitOption, parseOptions } from '../options.ts';
import { aligned, effects, print, printJson } from '../output.ts';

/** `quarterdeck explain <figure>`: the receipt as a tree, down to file and line. Exit 1 when it does not add up. */
export async function run(given: Record<string, unknown>, id = ''): Promise<number> {
  const options = parseOptions({ asOf: asOfOption, limit: limitOption }, given);
  const { book, facts } = await openRun({ from: options.C, asOf: options.asOf, effects: effects() });
  const explanation = await explain(id, book, facts);
  if (options.json) await printJson(explanationJson(explanation));
  else await print(tree(explanation, options.limit).join('\n'));
  return explanation.holds ? EXIT.ok : EXIT.failure;
}

function explanationJson({ figure, holds, rows, inputs }: Explanation): Record<string, unknown> {
  const { value, receipt, ...rest } = figure;
  return {
    ...rest,
    value: value === undefined ? null : decimalText(value),
    text: figureText(figure),
    holds,
    receipt: { ...receipt, ...(rows ? { rows } : {}), ...(inputs ? { inputs: inputs.map(explanationJson) } : {}) },
  };
}

function tree(explanation: Explanation, limit: number): string[] {
  const { figure, holds, rows = [], inputs = [] } = explanation;
  const { receipt } = figure;
  const head = `${figure.id}  ${figureText(figure)}  ${oneLine(figure.label)}${holds ? '' : '  DOES NOT ADD UP'}`;
  switch (receipt.kind) {
    case 'assumption':
      return [head, `  declared at ${receipt.at.file}:${receipt.at.line}:${receipt.at.column}  ${oneLine(receipt.text)}`];
    case 'method':
      return [head, `  of the method: ${oneLine(receipt.text)}`];
    case 'rows':
      return [head, `  ${receipt.sign === -1 ? '− ' : ''}${receipt.measure === 'rows' ? 'number' : 'sum'} of ${rows.length} rows of`, ...query(receipt.query), ...table(rows, limit)];
    case 'formula':
      return [head, `  = ${oneLine(receipt.text)}  (${receipt.operation})`, ...inputs.flatMap((input) => indent(tree(input, limit)))];
  }
}

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

const query = (sql: string): string[] => sql.trim().split('\n').map((line) => `    ${line.trimEnd()}`);

function table(rows: readonly ReceiptRow[], limit: number): string[] {
  if (rows.length === 0) return [];
  const cells = rows.slice(0, limit).map((row) => [`  ${row.file}:${row.line}`, row.date, row.amount.padStart(12), oneLine(row.account), oneLine(row.payee)]);
  const more = rows.length > limit ? [`  … and ${rows.length - limit} more rows (--limit ${rows.length}, or --json)`] : [];
  const hashes = new Map(rows.map(({ file, hash }) => [file, hash]));
  const files = [...hashes].map(([file, hash]) => `  sha256 ${hash}  ${file}`);
  return [...aligned(cells).split('\n'), ...more, ...files];
}
