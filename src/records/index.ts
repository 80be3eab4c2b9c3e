export { checkpointHeader, readCheckpointHeader } from './audit/index.ts';
export { RECORD_CODES } from './codes.ts';
export { findingNotes } from './findings.ts';
export { forecastRecords } from './forecasts.ts';
export { importLines } from './import/index.ts';
export { openRecords, openStore, type RecordsOptions, type StoreOptions } from './open.ts';
export { reportHistory } from './reports.ts';
