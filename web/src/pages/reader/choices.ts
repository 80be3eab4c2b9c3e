import type { ReportType } from '../../../../src/http/contract/report.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

const KINDS = { executive: 'Executive reports', domain: 'Reports of a business', own: 'Your own reports' } as const;

/** Reports to choose from, by kind. One with mistakes can be chosen by nobody, and says so. */
export function reportChoices(reports: readonly ReportType[]) {
  return (['executive', 'domain', 'own'] as const).flatMap((kind) => {
    const options: readonly Choice[] = reports
      .filter((report) => report.kind === kind)
      .map(({ type, title, broken }) =>
        broken === undefined
          ? { value: type, label: title }
          : { value: type, label: `${title} (has mistakes)`, disabled: true },
      );
    return options.length === 0 ? [] : [{ label: KINDS[kind], options }];
  });
}

/** Whom a report goes to, each address once. Whoever gets nothing at present may still be looked over the shoulder of. */
export function readerChoices({ recipients }: Pick<ReportType, 'recipients'>): readonly Choice[] {
  const byAddress = new Map<string, ReportType['recipients'][number]>();
  // It goes by the first list that they stand on.
  for (const one of recipients) {
    const key = one.email.toLowerCase();
    if (!byAddress.has(key)) byAddress.set(key, one);
  }
  return [...byAddress.values()].map(({ email, name, suppressed }) => ({
    value: email,
    label: `${name === undefined ? email : `${name} <${email}>`}${suppressed === undefined ? '' : ' (gets no mail)'}`,
  }));
}

/** The report that an address asks for, else the first that can be read. */
export function reportAsked(search: string, reports: readonly ReportType[]): ReportType | undefined {
  const wanted = new URLSearchParams(search).get('report');
  const whole = reports.filter(({ broken }) => broken === undefined);
  return whole.find(({ type }) => type === wanted) ?? whole[0];
}

/** A report’s page on this server, and nothing else: what opens in the frame is not left to an answer. */
export function isOwnPage(url: string, origin: string): boolean {
  if (!URL.canParse(url, origin)) return false;
  const { origin: where, pathname } = new URL(url, origin);
  return where === origin && /^\/view\/[\w.-]+$/.test(pathname);
}
