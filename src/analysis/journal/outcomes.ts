import type { SqlStep } from '../../model/facts.ts';
import { sqlTable, sqlText } from '../../model/sql.ts';
import { tagsOf, type NumberedRule } from './rules.ts';

const TRANSFERS = 'Assets:Transfers';
/** What providers keep back, and the fees that are rows of their own. */
export const PAYMENT_FEES = 'Expenses:Payment Fees';
const UNCATEGORISED = { income: 'Income:Uncategorised', expenses: 'Expenses:Uncategorised' };

/** The rules as a table; rule 0 is "none of them". */
export function ruleList(rules: readonly NumberedRule[]): string {
  const none = ['0', "''", "''", '0', 'NULL', 'FALSE', "''", 'NULL'];
  return sqlTable(
    {
      rule: 'INTEGER',
      entity: 'VARCHAR',
      file: 'VARCHAR',
      line: 'BIGINT',
      account: 'VARCHAR',
      transfer: 'BOOLEAN',
      tags: 'VARCHAR',
      unit: 'VARCHAR',
    },
    [
      none,
      ...rules.map(({ number, entity, rule, at }) => [
        String(number),
        sqlText(entity ?? ''),
        sqlText(at.file),
        String(at.line),
        rule.account === undefined ? 'NULL' : sqlText(rule.account),
        rule.transfer === true ? 'TRUE' : 'FALSE',
        sqlText(tagsOf(rule)),
        rule.tags['unit'] === undefined ? 'NULL' : sqlText(rule.tags['unit']),
      ]),
    ],
  );
}

/*
 * What becomes of a row, as one small number: five ways for each rule. A million rows hold it in a byte or two, where
 * account and category as text would take most of the time that the journal takes to write.
 */
const WAYS = ['ruled', 'transfer', 'income', 'expenses', 'fees'] as const;
type Way = (typeof WAYS)[number];

/** The outcome of a row `s` with its decision `d` and its pair `p`. */
export const OUTCOME = `d.rule * ${WAYS.length} + CASE WHEN d.sure OR p.pair IS NOT NULL THEN ${WAYS.indexOf('transfer')}
  WHEN d.account IS NOT NULL THEN ${WAYS.indexOf('ruled')} WHEN d.charged THEN ${WAYS.indexOf('fees')}
  WHEN s.amount > 0 THEN ${WAYS.indexOf('income')}
  ELSE ${WAYS.indexOf('expenses')} END`;

function otherHalf(way: Way, account: string | undefined): readonly [account: string, category: string] {
  switch (way) {
    case 'ruled':
      return [account ?? UNCATEGORISED.expenses, 'rule'];
    case 'transfer':
      return [TRANSFERS, 'transfer'];
    case 'fees':
      return [PAYMENT_FEES, 'fee'];
    case 'income':
    case 'expenses':
      return [UNCATEGORISED[way], 'uncategorised'];
  }
}

/** Every outcome with what it stands for: `outcome, rule, other, category, tags, unit, counterparty`. */
export function outcomesStep(rules: readonly NumberedRule[]): SqlStep {
  const none = { number: 0, account: undefined, tags: '', unit: undefined, counterparty: '' };
  const ruled = rules.map(({ number, rule }) => ({
    number,
    account: rule.account,
    tags: tagsOf(rule),
    unit: rule.tags['unit'],
    counterparty: rule.counterparty ?? '',
  }));
  const list = [none, ...ruled].flatMap(({ number, account, tags, unit, counterparty }) =>
    WAYS.map((way, index) => {
      const [other, category] = otherHalf(way, account);
      const texts = [other, category, tags].map(sqlText);
      return [
        String(number * WAYS.length + index),
        String(number),
        ...texts,
        unit === undefined ? 'NULL' : sqlText(unit),
        sqlText(counterparty),
      ];
    }),
  );
  return { table: 'outcomes', kept: true, sql: sqlTable(COLUMNS, list) };
}

const COLUMNS = {
  outcome: 'INTEGER',
  rule: 'INTEGER',
  other: 'VARCHAR',
  category: 'VARCHAR',
  tags: 'VARCHAR',
  unit: 'VARCHAR',
  counterparty: 'VARCHAR',
};
