export { createLog, LOG_LEVELS, type LogLevel, type LogSettings } from './log.ts';
export { createMetrics } from './metrics.ts';
