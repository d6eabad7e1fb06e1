import type { Instant } from '../shared/instant.ts';

/**
 * What a `Retry-After` header asks for, in milliseconds; 0 where it is absent, makes no sense, or is over already. Either form:
 * a number of seconds, or a date. RFC 9110, 10.2.3.
 */
export function askedPauseMs(header: string | undefined, now: Instant): number {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  // Only what HTTP calls a date: `Date.parse` would take far more.
  const isDate = /^(Mon|Tues?|Wed(nes)?|Thu(rs)?|Fri|Sat(ur)?|Sun)(day)?,? .*\d\d:\d\d:\d\d/.test(text);
  const at = isDate ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}
