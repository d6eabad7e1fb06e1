import { describe, expect, it } from 'vitest';
import { instantOf } from '../shared/instant.ts';
import { askedPauseMs } from './retry-after.ts';

const noon = instantOf(Date.UTC(2026, 10, 21, 12));

describe('A Retry-After header', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7_000],
    ['Sat, 21 Nov 2026 12:00:30 GMT', 30_000],
    ['Saturday, 21-Nov-26 12:01:00 GMT', 60_000],
  ])('%j asks for %d ms', (header, ms) => {
    expect(askedPauseMs(header, noon)).toBe(ms);
  });

  it.each([
    undefined,
    '',
    '-5',
    '1.5',
    'soon',
    '1e9',
    '9999999999',
    '2026-11-21T13:00:00Z',
    'Sat, 21 Nov 2026 11:59:00 GMT',
  ])('%j asks for nothing', (header) => {
    expect(askedPauseMs(header, noon)).toBe(0);
  });
});
