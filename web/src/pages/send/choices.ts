import type { Addressee, ReportType } from '../../api/contract.ts';
import type { Option, OptionGroup } from '../../ui/select.tsx';

/** Stand for several reports. */
const GROUPS: Readonly<Record<string, (report: ReportType) => boolean>> = {
  executive: ({ kind }) => kind === 'executive',
  all: () => true,
};

const oneOf = ({ type, title, broken }: ReportType): Option => ({
  value: type,
  label: broken === undefined ? title : `${title} (has mistakes)`,
  disabled: broken !== undefined,
});

/** The select's options: groups of reports first, then each. Only admins send everything. */
export function choicesOf(reports: readonly ReportType[], isAdmin: boolean): readonly (Option | OptionGroup)[] {
  const of = (kind: ReportType['kind']): readonly Option[] => reports.filter((one) => one.kind === kind).map(oneOf);
  const executive = of('executive');
  const groups = [
    {
      label: 'Executive reports',
      options: [
        ...(executive.length > 1 ? [{ value: 'executive', label: `All ${executive.length} executive reports` }] : []),
        ...executive,
      ],
    },
    { label: 'Reports on one business', options: of('domain') },
    { label: 'Your own reports', options: of('own') },
    { label: 'Everything', options: isAdmin ? [{ value: 'all', label: `All ${reports.length} reports` }] : [] },
  ];
  return groups.filter(({ options }) => options.length > 0);
}

/** The reports that a choice stands for; those with mistakes are not sent. */
export function chosen(reports: readonly ReportType[], choice: string): readonly ReportType[] {
  const isIn = GROUPS[choice] ?? (({ type }) => type === choice);
  return reports.filter((report) => isIn(report) && report.broken === undefined);
}

/** What a choice is called within a sentence. */
export function nameOf(reports: readonly ReportType[], choice: string): string {
  const these = chosen(reports, choice);
  if (choice === 'all') return `all ${these.length} reports`;
  if (choice === 'executive') return `all ${these.length} executive reports`;
  return these[0]?.title ?? titleOf(reports, choice);
}

/** Of a type on record, also of one that there is no more. */
export function titleOf(reports: readonly ReportType[], type: string): string {
  return reports.find((report) => report.type === type)?.title ?? type;
}

/** Someone who gets mail, once, however many reports and lists bring it. */
export interface Person {
  readonly email: string;
  readonly name: string | undefined;
  readonly lists: readonly string[];
  readonly reports: readonly string[];
  readonly suppressed: string | undefined;
}

/** Who gets these reports; of one list, where one is named. */
export function peopleOf(reports: readonly ReportType[], list?: string): readonly Person[] {
  const people = new Map<string, Person>();
  for (const { title, recipients } of reports)
    for (const one of recipients)
      if (list === undefined || one.list === list) {
        const key = one.email.toLowerCase();
        people.set(key, joined(people.get(key), one, title));
      }
  return [...people.values()];
}

function joined(known: Person | undefined, { email, name, list, suppressed }: Addressee, report: string): Person {
  const lists = list === undefined ? [] : [list];
  return {
    email,
    name: known?.name ?? name,
    lists: [...new Set([...(known?.lists ?? []), ...lists])],
    reports: [...new Set([...(known?.reports ?? []), report])],
    // It goes by the first list that they stand on.
    suppressed: known ? known.suppressed : suppressed,
  };
}

/** Blind copies of these reports, each address once. */
export const blindCopiesOf = (reports: readonly ReportType[]): readonly string[] => [
  ...new Set(reports.flatMap(({ bcc }) => bcc)),
];

/** Lists that bring these reports to someone. */
export const listsOf = (reports: readonly ReportType[]): readonly string[] => [
  ...new Set(reports.flatMap(({ recipients }) => recipients.flatMap(({ list }) => (list === undefined ? [] : [list])))),
];

/** The latest of these reports that went out. */
export function lastOf(reports: readonly ReportType[]): (ReportType['last'] & { readonly title: string }) | undefined {
  return reports
    .flatMap(({ last, title }) => (last ? [{ ...last, title }] : []))
    .toSorted((one, other) => other.at.localeCompare(one.at))[0];
}
