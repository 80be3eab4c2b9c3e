export { anchorsIn, checkpointHeader, openKeyring, readCheckpointHeader } from './audit/index.ts';
export { backUp } from './backup.ts';
export { makeTables } from './dynamodb/index.ts';
export { findingNotes } from './findings.ts';
export { forecastRecords } from './forecasts.ts';
export { importLines } from './import/index.ts';
export { openRecords, openStore } from './open.ts';
export { reportHistory } from './reports.ts';
export { restore } from './restore.ts';
