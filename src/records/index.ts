export { RECORD_CODES } from './codes.ts';
export { FORECASTS_FILE, openForecasts } from './forecasts.ts';
