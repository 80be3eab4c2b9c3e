import type { ChartAccount, FactMap } from '../../analysis/index.ts';
import type { Block, TableRow } from '../../model/report.ts';
import { say } from '../../model/sentence.ts';
import { figure, label, left, quoted, right, whenSeen } from '../_cells.ts';

const STATES: Readonly<Record<ChartAccount['state'], string>> = {
  used: 'In use',
  undeclared: 'In use, not in the chart',
  unused: 'Declared, not in use',
  missing: 'Missing',
};

/** Every entity's accounts, and those that its kind needs and that are not there. */
export function chartTable({ chartOfAccounts }: FactMap): Block {
  return whenSeen(chartOfAccounts, 'chart-of-accounts', 'Chart of accounts', ({ entities }) => ({
    kind: 'table',
    id: 'chart-of-accounts',
    title: 'Chart of accounts by entity',
    columns: [...left('Entity', 'Account', 'State'), ...right('Postings'), ...left('What it is for')],
    rows: entities.flatMap(({ of, accounts }) =>
      accounts.map(({ account, state, postings, why }): TableRow => ({
        cells: [
          label(of.entity.name),
          label(account),
          label(STATES[state]),
          postings ? figure(postings) : label('–'),
          label(why ?? ''),
        ],
      })),
    ),
    appendix: true,
  }));
}

/** What is missing, by entity: the short form of the chart. */
export function chartGapsTable({ chartOfAccounts }: FactMap): Block {
  return whenSeen(chartOfAccounts, 'chart-gaps', 'Gaps in the charts of accounts', ({ entities }) => ({
    kind: 'table',
    id: 'chart-gaps',
    title: 'Charts of accounts, and what they lack',
    columns: [...left('Entity'), ...right('Accounts in use', 'Missing'), ...left('Missing accounts')],
    rows: entities.map(({ of, numberUsed, numberMissing, missing }) => ({
      cells: [
        label(of.entity.name),
        figure(numberUsed),
        figure(numberMissing),
        quoted(missing.map(({ account }) => account).join(', ')),
      ],
    })),
    note: say`What a business of its kind needs. The whole charts stand in the appendix.`,
  }));
}
