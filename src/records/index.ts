export { RECORD_CODES } from './codes.ts';
export { FINDINGS_FILE, openFindingNotes } from './findings.ts';
export { FORECASTS_FILE, openForecasts } from './forecasts.ts';
export { openReports, REPORTS_FILE } from './reports.ts';
