import { describe, expect, it } from 'vitest';
import { createEvaluator } from '../../evaluator/index.ts';
import { valueOf } from '../../evaluator/test-support.ts';

/** The moment that the developer guide's examples of util.time are told of. */
const NOW = 1_517_943_695_750;
const evaluator = createEvaluator({ now: () => NOW });
const time = (call: string): unknown => valueOf(`util.time.${call}`, {}, evaluator);

const failure = (why: string): unknown => expect.stringContaining(why);

describe('util.time', () => {
  it.each([
    ['nowISO8601()', '2018-02-06T19:01:35.750Z'],
    ['nowEpochSeconds()', 1_517_943_695],
    ['nowEpochMilliSeconds()', NOW],
    ["nowFormatted('yyyy-MM-dd HH:mm:ssZ')", '2018-02-06 19:01:35+0000'],
    ["nowFormatted('yyyy-MM-dd HH:mm:ssZ', 'Australia/Perth')", '2018-02-07 03:01:35+0800'],
    [
      "parseFormattedToEpochMilliSeconds('2018-02-01 17:21:05.180+0800', 'yyyy-MM-dd HH:mm:ss.SSSZ')",
      1_517_476_865_180,
    ],
    [
      "parseFormattedToEpochMilliSeconds('2018-02-01 17:21:05.180', 'yyyy-MM-dd HH:mm:ss.SSS', 'Asia/Hong_Kong')",
      1_517_476_865_180,
    ],
    ["parseISO8601ToEpochMilliSeconds('2018-02-01T17:21:05.180+08:00')", 1_517_476_865_180],
    [`epochMilliSecondsToSeconds(${NOW})`, 1_517_943_695],
    [`epochMilliSecondsToISO8601(${NOW})`, '2018-02-06T19:01:35.750Z'],
    [`epochMilliSecondsToFormatted(${NOW}, 'yyyy-MM-dd HH:mm:ssZ')`, '2018-02-06 19:01:35+0000'],
    [`epochMilliSecondsToFormatted(${NOW}, 'yyyy-MM-dd HH:mm:ssZ', 'Australia/Perth')`, '2018-02-07 03:01:35+0800'],
  ])('%s', (call, value) => {
    expect(time(call)).toBe(value);
  });

  it.each([
    ['epochMilliSecondsToISO8601(9e15)', 'the time is out of range'],
    ["epochMilliSecondsToISO8601('now')", 'argument 1 is not a number'],
    ["nowFormatted('yyyy', 'Mars/Olympus')", 'there is no time zone Mars/Olympus'],
    ["nowFormatted('YYYY')", 'the letter Y cannot be written'],
    ["nowFormatted('yyyy #')", 'the pattern has a stray #'],
    ["nowFormatted('yyyy]')", 'closes a bracket it never opened'],
    ["parseFormattedToEpochMilliSeconds('2018', 'yyyy-MM-dd')", 'the text does not fit the pattern'],
    ["parseFormattedToEpochMilliSeconds('2018-13-01 00', 'yyyy-MM-dd HH')", 'the text does not fit the pattern'],
    ["parseFormattedToEpochMilliSeconds('2018-01-01', 'yyyy-MM-dd')", 'the text does not fit the pattern'],
    ["parseISO8601ToEpochMilliSeconds('2018-02-01T17:21:05')", 'the text is no ISO 8601 timestamp'],
    ["parseISO8601ToEpochMilliSeconds('yesterday')", 'the text is no ISO 8601 timestamp'],
  ])('%s fails', (call, why) => {
    expect(time(call)).toEqual(failure(why));
  });
});

describe("formats of Java's DateTimeFormatter", () => {
  it.each([
    ['yy u M MM MMM MMMM MMMMM', '18 2018 2 02 Feb February F'],
    ['d dd D DDD', '6 06 37 037'],
    ['E EEE EEEE EEEEE e', 'Tue Tue Tuesday T 3'],
    ['Q QQ QQQ QQQQ', '1 01 Q1 1st quarter'],
    ['G GGGG', 'AD Anno Domini'],
    ['h hh a K k H', '7 07 PM 7 19 19'],
    ['m s S SSS SSSSSS A n', '1 35 7 750 750000 68495750 750000000'],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSX", '2018-02-06T19:01:35.750Z'],
    ["h 'o''clock' a", "7 o'clock PM"],
    ['yyyy[-MM[-dd]]', '2018-02-06'],
    ["''yyyy''", "'2018'"],
  ])('%s', (pattern, text) => {
    expect(time(`nowFormatted(${JSON.stringify(pattern)})`)).toBe(text);
  });

  it.each([
    ['Z ZZZZ ZZZZZ', 'Asia/Kolkata', '+0530 GMT+05:30 +05:30'],
    ['X XX XXX x', 'Asia/Kolkata', '+0530 +0530 +05:30 +0530'],
    ['X x xxx', '+08:00', '+08 +08 +08:00'],
    ['X x xxx ZZZZZ O', 'UTC', 'Z +00 +00:00 Z GMT'],
    ['O OOOO', '-0330', 'GMT-3:30 GMT-03:30'],
    ['VV', 'Europe/Paris', 'Europe/Paris'],
    ['z', 'America/New_York', 'EST'],
    ['zzzz', 'America/New_York', 'Eastern Standard Time'],
    ['HH:mm', 'America/St_Johns', '15:31'],
    ['HH:mm', 'GMT+2', '21:01'],
  ])('%s in %s', (pattern, zone, text) => {
    expect(time(`nowFormatted('${pattern}', '${zone}')`)).toBe(text);
  });
});

describe('reading formatted times', () => {
  it.each([
    ['20180206190135', 'yyyyMMddHHmmss', '2018-02-06T19:01:35.000Z'],
    ['6 February 2018, 7:01 PM', 'd MMMM yyyy, h:mm a', '2018-02-06T19:01:00.000Z'],
    ['Tue, 06 Feb 2018 12:00', 'EEE, dd MMM yyyy hh:mm', undefined],
    ['2018-037 05', 'yyyy-DDD HH', '2018-02-06T05:00:00.000Z'],
    ['31/02/18 24', 'dd/MM/yy kk', '2018-02-28T00:00:00.000Z'],
    ['2018-02-06 19', 'yyyy-MM-dd HH[:mm]', '2018-02-06T19:00:00.000Z'],
    ['2018-02-06 19:30', 'yyyy-MM-dd HH[:mm]', '2018-02-06T19:30:00.000Z'],
    ['2018-02-06 19 Z', 'yyyy-MM-dd HH X', '2018-02-06T19:00:00.000Z'],
    ['2018-02-06 19 Europe/Paris', 'yyyy-MM-dd HH VV', '2018-02-06T18:00:00.000Z'],
    ['2018-02-06 19 GMT+1', 'yyyy-MM-dd HH O', '2018-02-06T18:00:00.000Z'],
  ])('%s as %s', (text, pattern, instant) => {
    const read = time(`parseFormattedToEpochMilliSeconds(${JSON.stringify(text)}, ${JSON.stringify(pattern)})`);
    expect(typeof read === 'number' ? new Date(read).toISOString() : undefined).toBe(instant);
  });

  it.each([
    ['a time that clocks skip moves on', '2018-03-25 02:30', '2018-03-25T01:30:00.000Z'],
    ['of a time shown twice the earlier counts', '2018-10-28 02:30', '2018-10-28T00:30:00.000Z'],
    ['summer time', '2018-07-01 12:00', '2018-07-01T10:00:00.000Z'],
  ])('%s in Paris', (_, text, instant) => {
    const read = time(`parseFormattedToEpochMilliSeconds('${text}', 'yyyy-MM-dd HH:mm', 'Europe/Paris')`);
    expect(new Date(Number(read)).toISOString()).toBe(instant);
  });
});
