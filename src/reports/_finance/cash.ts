import { FORECAST_METHOD, type CashForecast, type FactMap } from '../../analysis/index.ts';
import type { Block, ChartSpec, TableRow } from '../../model/report.ts';
import { quote, say } from '../../model/sentence.ts';
import { figure, label, left, leftOut, right, whenSeen } from '../_cells.ts';

/** Balances by account, customers' deposits, and what is free to spend. */
export function cashTable({ cash }: FactMap): Block {
  return whenSeen(cash, 'cash', 'Cash', ({ entities, group, leftOut: without }) => {
    const shown = entities.filter((one) => one.of.accounts.length > 0);
    const rows = shown.flatMap(({ of, accounts, deposits, ahead }): TableRow[] => [
      ...accounts.map(({ account, balance }) => ({ cells: [label(of.entity.name), label(account), figure(balance)] })),
      ...(of.entity.customer_deposits.length + ahead.length > 0
        ? [{ cells: [label(of.entity.name), label('Customer deposits held'), figure(deposits)] }]
        : []),
      ...ahead.map((part) => ({
        cells: [label(of.entity.name), label('of these, for services still ahead'), figure(part)],
      })),
    ]);
    const names = entities.filter(({ of }) => without.includes(of.entity.id)).map(({ of }) => of.entity.name);
    return {
      kind: 'table',
      id: 'cash',
      title: 'Cash by account',
      columns: [...left('Entity', 'Account'), ...right('Balance')],
      rows: [
        ...rows,
        { cells: [label('Group'), label('Cash'), figure(group.cash)], total: true },
        { cells: [label('Group'), label('Customer deposits held'), figure(group.deposits)] },
        { cells: [label('Group'), label('Unrestricted cash'), figure(group.unrestricted)], total: true },
      ],
      note: say`Balances of bank and payment accounts; what is owed on cards is not taken off. What customers paid for services still ahead is theirs until they are served.${leftOut(names)}`,
    };
  });
}

/** Thirteen weeks of cash: the table, and the chart against the floor. */
export function cashForecastBlocks({ cashForecast }: FactMap): Block[] {
  const table = whenSeen(cashForecast, 'cash-forecast', 'Cash forecast', forecastTable);
  const { value } = cashForecast;
  return value
    ? [
        table,
        {
          kind: 'chart',
          id: 'cash-forecast-chart',
          title: 'Cash at the end of each week',
          chart: forecastChart(value),
        },
      ]
    : [table];
}

function forecastTable({ weeks, replaced }: CashForecast): Block {
  const instead =
    replaced.length > 0
      ? say` Scheduled bills stand in for: ${quote(replaced.map((item) => item.payee).join(', '))}.`
      : say``;
  return {
    kind: 'table',
    id: 'cash-forecast',
    title: 'Cash forecast, thirteen weeks',
    columns: [...left('Week ends'), ...right('Opening', 'In', 'Out', 'Closing', 'Closing, committed only')],
    rows: weeks.map((week) => ({
      cells: [
        { kind: 'date', date: week.to },
        figure(week.opening),
        figure(week.in),
        figure(week.out),
        figure(week.closing),
        figure(week.committed),
      ],
    })),
    note: [...FORECAST_METHOD, ...instead],
  };
}

function forecastChart({ weeks, floor }: CashForecast): ChartSpec {
  return {
    kind: 'line',
    categories: weeks.map((week) => week.to),
    series: [{ label: 'Closing cash', points: weeks.map((week) => week.closing.id) }],
    ...(floor ? { reference: { label: 'Floor', figure: floor.id } } : {}),
  };
}
