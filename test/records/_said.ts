import { forecastOf, type Forecast, type ForecastContent } from '../../src/model/forecast.ts';
import type { FindingNote, ReportContent } from '../../src/model/report-record.ts';

/* What is put on record in the tests: a report, a forecast that it shows, what someone did about its finding. */

const HASH = '0123456789ab';

export const said = (report: string, asOf: string, cash = '1200.00'): ReportContent => ({
  report,
  asOf,
  snapshot: HASH,
  portfolio: HASH,
  sources: [{ file: 'bank.csv', hash: HASH, facts: HASH }],
  figures: [
    { id: 'group.cash', value: cash, definition: HASH },
    { id: 'group.runway.months', definition: HASH },
  ],
  findings: [
    { id: HASH, check: 'FIN-02', title: 'Short runway', entity: 'group', subject: 'runway', severity: 'high' },
  ],
  unseen: ['FIN-06'],
});

export const content = (made: string, value = '1000.00'): ForecastContent => ({
  made,
  method: { name: '13-week direct method', version: 1 },
  kind: 'closing-cash',
  entity: 'group',
  label: 'Group',
  currency: 'USD',
  predictions: [{ for: '2026-02-07', figure: 'group.forecast.week-01.closing', value }],
  inputs: [
    {
      role: 'opening',
      figure: 'group.cash.unrestricted',
      label: 'Unrestricted cash',
      value: '900.00',
      currency: 'USD',
    },
  ],
});

export const made = (day: string, value?: string): Forecast => forecastOf(content(day, value), HASH);

export const note: FindingNote = {
  finding: HASH,
  action: 'snooze',
  at: '2026-01-31T10:00:00.000Z',
  by: 'Ann',
  note: 'until spring; “known”',
  until: '2026-04-30',
  severity: 'high',
  size: '5.4',
};
