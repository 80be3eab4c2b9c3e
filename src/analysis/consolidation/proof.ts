import { add, compare, decimal, subtract, ZERO, type Decimal } from '../../core/decimal.ts';
import { unitDigits } from '../../model/book.ts';
import type { Figure } from '../../model/figure.ts';
import type { Consolidation, GroupLine, GroupStatement } from './types.ts';

/**
 * What is wrong with a consolidation, one sentence each; none for one that holds. Every line of every statement in every
 * column: entities + eliminations = group, to the cent; differences are zero; both halves of each elimination are there
 * and take nothing out on balance; what belongs to the owner and to others is the whole; and translation leaves over what
 * net assets say it must, but for rounding.
 */
export function consolidationProblems(consolidation: Consolidation): readonly string[] {
  const { income, balance, cashFlow } = consolidation;
  return [
    ...[income, balance, cashFlow].flatMap(statementProblems),
    ...eliminationProblems(consolidation),
    ...residualProblems(consolidation),
    ...attributionProblems(consolidation),
    ...translationProblems(consolidation),
  ];
}

/** The lines of a statement, totals and results among them. */
function linesOf({ parts }: GroupStatement): readonly GroupLine[] {
  return parts.flatMap((part) => (part.kind === 'section' ? [...part.section.lines, part.section.total] : [part.line]));
}

const known = (figures: readonly (Figure | undefined)[]): Decimal[] => figures.flatMap((figure) => figure?.value ?? []);
const sum = (values: readonly Decimal[]): Decimal => values.reduce(add, ZERO);
const differs = (a: Decimal, b: Decimal): boolean => compare(a, b) !== 0;

function statementProblems(statement: GroupStatement): string[] {
  const proofs = statement.parts.flatMap((part) => (part.kind === 'proof' ? [part.line] : []));
  const open = proofs.flatMap((line) =>
    [...line.cells].flatMap(([column, { value }]) =>
      value !== undefined && differs(value, ZERO) ? [`${statement.title}, ${column}: the difference is not zero`] : [],
    ),
  );
  return [
    ...open,
    ...linesOf(statement).flatMap((line) => lineProblems(statement, line)),
    ...sectionProblems(statement),
  ];
}

function lineProblems({ title, columns }: GroupStatement, line: GroupLine): string[] {
  return columns.flatMap(({ id }) => {
    const group = line.cells.get(id)?.value;
    const parts = [...[...line.entities.values()].map((cells) => cells.get(id)), line.eliminations.get(id)];
    if (parts.some((figure) => figure && figure.value === undefined)) return [];
    const whole = sum(known(parts));
    return group === undefined || differs(whole, group)
      ? [`${title}, ${line.label}, ${id}: entities and eliminations do not make the group`]
      : [];
  });
}

function sectionProblems({ title, columns, parts }: GroupStatement): string[] {
  return parts.flatMap((part) => {
    if (part.kind !== 'section') return [];
    const { lines, total } = part.section;
    return columns.flatMap(({ id }) => {
      const figures = lines.map((line) => line.cells.get(id));
      const value = total.cells.get(id)?.value;
      if (value === undefined || figures.some((figure) => figure?.value === undefined)) return [];
      return differs(sum(known(figures)), value)
        ? [`${title}, ${total.label}, ${id}: the lines do not make the total`]
        : [];
    });
  });
}

/** Both halves are there, on opposite sides, between the same two, and of one amount where they are of one currency. */
function eliminationProblems({ eliminations, currency }: Consolidation): string[] {
  return eliminations.flatMap(({ debit, credit, difference }) => {
    const name = `${debit.file}:${debit.line} with ${credit.file}:${credit.line}`;
    const values = known([debit.figure, credit.figure]);
    const between = debit.entity === credit.counterparty && credit.entity === debit.counterparty;
    if (values.length < 2 || !between) return [`elimination of ${name}: a half is missing`];
    const same = debit.currency === credit.currency;
    if (same && differs(sum(values), ZERO)) return [`elimination of ${name}: debit and credit differ`];
    if (!same && difference === undefined && debit.currency !== currency && credit.currency !== currency)
      return [`elimination of ${name}: two currencies without their difference`];
    return [];
  });
}

/** Where every entity's books are in the group's currency, eliminations leave nothing over. */
function residualProblems({ residual, translations, eliminations }: Consolidation): string[] {
  if (translations.length > 0 || eliminations.some(({ debit, credit }) => debit.currency !== credit.currency))
    return [];
  return [...residual].flatMap(([column, { value }]) =>
    value !== undefined && differs(value, ZERO) ? [`eliminations, ${column}: they do not balance`] : [],
  );
}

function attributionProblems(consolidation: Consolidation): string[] {
  const { attributions, columns, income, balance } = consolidation;
  const whole = (statement: GroupStatement, keys: readonly string[], entity: string, column: string) =>
    linesOf(statement)
      .find(({ key, label }) => keys.includes(key) || keys.includes(label))
      ?.entities.get(entity)
      ?.get(column)?.value;
  return attributions.flatMap((one) =>
    columns.flatMap(({ id }) => {
      const checks = [
        ['net income', whole(income, ['Net income'], one.entity, id), one.netOwner.get(id), one.netOthers.get(id)],
        [
          'equity',
          whole(balance, ['balance-sheet.equity.total'], one.entity, id),
          one.equityOwner.get(id),
          one.equityOthers.get(id),
        ],
      ] as const;
      return checks.flatMap(([what, value, owner, others]) => {
        const parts = known([owner, others]);
        if (value === undefined || parts.length < 2) return [];
        return differs(sum(parts), value)
          ? [`${what} of ${one.entity}, ${id}: owner and others do not make the whole`]
          : [];
      });
    }),
  );
}

/** The two ways to the translation difference may be apart by half a unit for each figure that was rounded. */
function translationProblems({ translations }: Consolidation): string[] {
  return translations.flatMap(({ entity, difference, proof, roundings }) =>
    [...difference].flatMap(([column, figure]) => {
      const other = proof.get(column)?.value;
      if (figure.value === undefined || other === undefined) return [];
      const off = subtract(figure.value, other);
      const size = off.mantissa < 0n ? { ...off, mantissa: -off.mantissa } : off;
      const bound = decimal(BigInt(Math.ceil(roundings / 2) + 1), unitDigits(figure.unit));
      return compare(size, bound) > 0 ? [`translation of ${entity}, ${column}: it is not what net assets say`] : [];
    }),
  );
}
