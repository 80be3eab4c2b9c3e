import { reportRecordSchema, type ReportRecords } from '../model/report-record.ts';
import { addLines, readLines } from './lines.ts';
import { sealedLines } from './sealed.ts';

export const REPORTS_FILE = 'records/reports.jsonl';

const REPORTS = sealedLines(REPORTS_FILE, 'a report', reportRecordSchema);

/** Reports that were sent, as lines of JSON in the order in which they were. */
export function openReports(folder: string): ReportRecords {
  return {
    add: (record) => addLines(folder, REPORTS, [REPORTS.seal(reportRecordSchema.parse(record))]),
    all: async (report) => {
      const { entries, problems } = await readLines(folder, REPORTS);
      return { reports: entries.filter(({ record }) => record.report === report), problems };
    },
  };
}
