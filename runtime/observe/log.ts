import type { Clock, JsonObject, Log } from '../contract.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LogSettings {
  /** Events below this level are not written. */
  readonly level: LogLevel;
  /** Receives one line, without its line end. */
  readonly write: (line: string) => void;
  readonly clock: Clock;
}

/** A log of one JSON object a line: `{"at": ISO-8601, "level", "event", …fields}`. */
export function createLog({ level, write, clock }: LogSettings): Log {
  const threshold = LOG_LEVELS.indexOf(level);

  const at = (entry: Exclude<LogLevel, 'silent'>) => {
    if (LOG_LEVELS.indexOf(entry) < threshold) return () => {};
    return (event: string, fields: JsonObject = {}) => {
      write(JSON.stringify({ ...fields, at: new Date(clock.now()).toISOString(), level: entry, event }));
    };
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
