import type { Problem } from '../core/problem.ts';
import type { Unit } from '../model/figure.ts';
import { isCurrency } from '../core/money.ts';
import { SEVERITIES } from '../model/finding.ts';
import { Attributes } from './attributes.ts';
import { problem, shown } from './codes.ts';
import type { Asking, SqlBlock } from './report.ts';
import type { Position } from '../core/problem.ts';

/** A fenced block as Markdown gives it. */
export interface Fence {
  readonly language: string;
  /** What stands behind the language. */
  readonly meta: string;
  readonly sql: string;
  readonly at: Position;
  readonly heading: string | undefined;
  /** The currency of money where the block names none. */
  readonly currency: string;
}

const KINDS = ['figure', 'table', 'chart', 'check'] as const;

/** The block that a fence is; undefined when it is none, which is then among the problems. */
export function blockOf(fence: Fence, problems: Problem[]): SqlBlock | undefined {
  const words = new Attributes(fence.meta, fence.at, problems);
  const kind = KINDS.find((one) => one === words.kind);
  if (fence.language !== 'sql' || kind === undefined) {
    const message = `${shown([fence.language, words.kind].filter(Boolean).join(' ') || '```')} is no block of a report`;
    problems.push(
      problem('block-unknown', fence.at, message, { expected: KINDS.map((one) => `\`\`\`sql ${one}`).join(', ') }),
    );
    return undefined;
  }
  if (fence.sql.trim() === '')
    problems.push(problem('sql-no-select', fence.at, 'the block is empty', { expected: 'a SELECT' }));
  const block = MAKE[kind](words, fence);
  words.close();
  return block;
}

const MAKE = { figure, table, chart, check } as const;

function asking(words: Attributes, fence: Fence, id: string): Asking {
  const { heading, sql, at, currency } = fence;
  const own = words.text('currency');
  if (own !== undefined && !isCurrency(own))
    words.problems.push(
      problem('attribute-invalid', fence.at, `currency=${shown(own)}`, { expected: 'an ISO 4217 code such as USD' }),
    );
  const kind = words.oneOf('unit', ['money', 'count'], 'money');
  const of = words.text('of') ?? 'row';
  const unit: Unit = kind === 'count' ? { kind, of } : { kind, currency: own ?? currency };
  return { id, heading, sql, at: { ...at, line: at.line + 1, column: 1 }, unit };
}

function figure(words: Attributes, fence: Fence): SqlBlock {
  return {
    kind: 'figure',
    ...asking(words, fence, words.id('id')),
    label: words.words('label'),
    basis: words.prose('basis'),
    hidden: words.flag('hidden'),
  };
}

/** A block without a title has that of the heading above it, and an id made of its title. */
function titled(words: Attributes, fence: Fence): { readonly title: string; readonly id: string } {
  const given = words.text('title');
  const title = given === undefined && fence.heading !== undefined ? fence.heading : words.words('title');
  const made = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  return { title, id: words.id('id', words.text('id') ?? made.replaceAll(/^-+|-+$/g, '')) };
}

const columns = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

function table(words: Attributes, fence: Fence): SqlBlock {
  const { title, id } = titled(words, fence);
  const group = columns(words.text('group'));
  return { kind: 'table', title, ...asking(words, fence, id), group, total: words.flag('total') };
}

function chart(words: Attributes, fence: Fence): SqlBlock {
  const { title, id } = titled(words, fence);
  const group = columns(words.required('group'));
  return {
    kind: 'chart',
    title,
    ...asking(words, fence, id),
    group: group.slice(0, 1),
    drawn: words.oneOf('kind', ['bar', 'line'], 'bar'),
  };
}

function check(words: Attributes, fence: Fence): SqlBlock {
  return {
    kind: 'check',
    ...asking(words, fence, words.id('id')),
    title: words.words('title'),
    severity: words.oneOf('severity', SEVERITIES, 'medium'),
    effort: words.oneOf('effort', ['hours', 'days', 'weeks'], 'hours'),
    why: words.text('why') === undefined ? 'The owner asked to be told.' : words.words('why'),
    fix: words.required('fix') === '' ? [] : (words.prose('fix') ?? []),
    claim: words.prose('claim'),
  };
}
