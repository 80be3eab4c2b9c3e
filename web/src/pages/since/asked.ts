import type { ReportType } from '../../api/contract.ts';

/** A report type, and for whom: nobody is whoever asks. */
export interface Asked {
  readonly report: string;
  readonly reader: string;
}

export function readAsked(search: string): Asked {
  const params = new URLSearchParams(search);
  return { report: params.get('report') ?? '', reader: params.get('reader') ?? '' };
}

export function writeAsked(asked: Asked): string {
  const params = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ''));
  return params.size === 0 ? '' : `?${params}`;
}

export interface Chosen {
  readonly report: ReportType | undefined;
  readonly reader: string | undefined;
}

/** What the address asks for, where there is such; else the first report that was ever sent, else the first. */
export function chosen({ report, reader }: Asked, reports: readonly ReportType[], isAdmin: boolean): Chosen {
  const own = reports.find(({ type }) => type === report) ?? reports.find(({ last }) => last) ?? reports[0];
  const other = isAdmin && own?.recipients.some(({ email }) => email === reader);
  return { report: own, reader: other ? reader : undefined };
}

/** Its readers by name, each once. */
export function readersOf({ recipients }: ReportType): readonly { readonly value: string; readonly label: string }[] {
  const names = new Map(
    recipients.map(({ email, name }) => [email, name === undefined ? email : `${name} (${email})`]),
  );
  return [...names].map(([value, label]) => ({ value, label }));
}
