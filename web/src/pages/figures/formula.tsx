import type { Explanation } from '../../../../src/http/contract/figure.ts';
import { Chip, classes, count, counted, Link, Panel, Table, type Column } from '../../ui/index.ts';
import { Cross, Tick } from '../../ui/icons.tsx';
import { FigureValue } from './list.tsx';
import { receiptPath, trailTo } from './trail.ts';
import { explainCommand, inNumbers, KINDS } from './words.ts';

type FormulaReceipt = Extract<Explanation['receipt'], { kind: 'formula' }>;
type Input = FormulaReceipt['inputs'][number];

interface FormulaProps {
  readonly explanation: Explanation;
  readonly receipt: FormulaReceipt;
  readonly trail: readonly string[];
}

/** A formula in words and in numbers; each of its inputs opens its own receipt. */
export function Formula({ explanation, receipt, trail }: FormulaProps) {
  const { id } = explanation.figure;
  const { text, inputs, inputCount } = receipt;
  const numbers = inNumbers(explanation);
  return (
    <Panel title="The formula">
      <p class="max-w-[68ch] text-lg">{text}</p>
      {numbers === undefined ? null : <p class="font-semibold">{numbers}</p>}
      <Table
        caption={
          inputs.length < inputCount ? `First ${count(inputs.length)} of ${counted(inputCount, 'input')}` : 'Inputs'
        }
        columns={columnsOf(id, trail)}
        rows={inputs}
        rowKey={({ figure }) => figure.id}
      />
      {inputs.length < inputCount ? (
        <p class="text-quiet">
          All of them: <code class="font-mono text-sm wrap-anywhere">{explainCommand(id)}</code>
        </p>
      ) : null}
    </Panel>
  );
}

function columnsOf(id: string, trail: readonly string[]): readonly Column<Input>[] {
  return [
    {
      head: 'Input',
      names: true,
      cell: ({ figure }) => (
        <>
          <Link to={receiptPath(figure.id, trailTo(figure.id, { id, trail }))}>{figure.label}</Link>
          <code class="block font-mono text-xs font-normal wrap-anywhere text-quiet">{figure.id}</code>
        </>
      ),
    },
    { head: 'Value', end: true, cell: ({ figure }) => <FigureValue figure={figure} end /> },
    { head: 'Rests on', tight: true, cell: ({ figure }) => <Chip>{KINDS[figure.kind]}</Chip> },
    { head: 'Computed again', tight: true, cell: ({ holds }) => <Holds holds={holds} /> },
  ];
}

function Holds({ holds }: { readonly holds: boolean }) {
  return (
    <span class={classes('inline-flex items-center gap-1.5 font-semibold', holds ? 'text-good' : 'text-bad')}>
      {holds ? <Tick /> : <Cross />}
      {holds ? 'the same' : 'something else'}
    </span>
  );
}
