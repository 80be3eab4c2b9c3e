export { forecastsMade } from './made.ts';
export { forecastScore, isFarOff, type ForecastRun, type ForecastScore, type GradedForecast } from './score.ts';
