import { describe, expect, it } from 'vitest';
import { aFileId } from '../../test/builders/files.ts';
import { aSessionId } from '../../test/builders/people.ts';
import { readFileJob } from './file-job.ts';
import { readGuardDutyResult } from './guardduty-result.ts';
import { parseClamdAddress, readFileWorkSettings } from './file-work-settings.ts';

const session = aSessionId();
const fileId = aFileId(session);
const read = (body: unknown) => readFileJob(body, 'incoming');

describe('a job about a file', () => {
  it('is read as it was queued', () => {
    const jobs = [
      { kind: 'see', fileId },
      { kind: 'scanned', fileId, held: 'h', result: 'INFECTED' },
    ];
    for (const job of jobs) expect(read(JSON.parse(JSON.stringify(job)))).toEqual(job);
  });

  it("is made of the store's word of an upload", () => {
    const event = (key: string, bucket = 'incoming') => ({
      source: 'aws.s3',
      'detail-type': 'Object Created',
      detail: { bucket: { name: bucket }, object: { key, size: 5 } },
    });
    expect(read(event(`new/${session}/${fileId}`))).toEqual({ kind: 'see', fileId });
    const others = [
      `held/${fileId}/x`,
      `new/${aSessionId()}/${fileId}`,
      `new/${session}/${fileId}/x`,
      'new',
      '',
      '../x',
    ];
    for (const key of others) expect(read(event(key))).toBeUndefined();
    expect(read(event(`new/${session}/${fileId}`, 'files'))).toBeUndefined();
  });

  it("is made of the scanner's word of what is held", () => {
    const event = (key: string, status: string, bucket = 'incoming') => ({
      source: 'aws.guardduty',
      'detail-type': 'GuardDuty Malware Protection Object Scan Result',
      detail: detail('COMPLETED', status, key, bucket),
    });
    const key = `held/${fileId}/h`;
    expect(read(event(key, 'NO_THREATS_FOUND'))).toEqual({ kind: 'scanned', fileId, held: 'h', result: 'CLEAN' });
    expect(read(event(key, 'THREATS_FOUND'))).toEqual({ kind: 'scanned', fileId, held: 'h', result: 'INFECTED' });
    expect(read(event(key, 'UNSUPPORTED'))).toEqual({ kind: 'see', fileId });
    expect(read(event(key, 'NO_THREATS_FOUND', 'files'))).toBeUndefined();
    for (const other of [`new/${session}/${fileId}`, `held/${fileId}`, `held/${fileId}/h/x`]) {
      expect(read(event(other, 'NO_THREATS_FOUND'))).toBeUndefined();
    }
  });

  it.each([
    null,
    'x',
    {},
    { kind: 'see' },
    { kind: 'see', fileId: 'x' },
    { kind: 'scanned', fileId, held: 'h', result: 'FINE' },
    { kind: 'scanned', fileId, result: 'CLEAN' },
    { kind: 'other', fileId },
    { source: 'aws.s3', 'detail-type': 'Object Deleted', detail: {} },
    { source: 'aws.s3', 'detail-type': 'Object Created' },
  ])('is not %j', (body) => {
    expect(read(body)).toBeUndefined();
  });
});

const detail = (scanStatus: string, scanResultStatus: string, objectKey = 'held/x/y', bucketName = 'incoming') => ({
  schemaVersion: '1.0',
  scanStatus,
  resourceType: 'S3_OBJECT',
  s3ObjectDetails: { bucketName, objectKey, eTag: 'e', versionId: 'v', s3Throttled: false },
  scanResultDetails: { scanResultStatus, threats: null },
});

describe('GuardDuty', () => {
  it.each([
    ['COMPLETED', 'NO_THREATS_FOUND', 'CLEAN'],
    ['COMPLETED', 'THREATS_FOUND', 'INFECTED'],
    ['SKIPPED', 'UNSUPPORTED', 'unscanned'],
    ['SKIPPED', 'ACCESS_DENIED', 'unscanned'],
    ['FAILED', 'FAILED', 'unscanned'],
    ['SKIPPED', 'NO_THREATS_FOUND', 'unscanned'],
    ['COMPLETED', 'no_threats_found', 'unscanned'],
  ])('that was %s with %s found the object %s', (status, result, found) => {
    expect(readGuardDutyResult(detail(status, result))).toEqual({ bucket: 'incoming', key: 'held/x/y', found });
  });

  it.each([null, 1, 'x', {}, { scanStatus: 'COMPLETED' }, { s3ObjectDetails: { bucketName: 1, objectKey: 'k' } }])(
    'is not believed to have said %j',
    (other) => {
      expect(readGuardDutyResult(other)).toBeUndefined();
    },
  );
});

describe('the settings of what looks at files', () => {
  it('say what scans, and never leave it open', () => {
    expect(readFileWorkSettings({ VIRUS_SCAN: 'guardduty' })).toEqual({ kind: 'guardduty' });
    expect(readFileWorkSettings({ VIRUS_SCAN: 'signatures' })).toEqual({ kind: 'signatures' });
    const address = { host: 'clamd.internal', port: 3310 };
    expect(readFileWorkSettings({ VIRUS_SCAN: 'clamd', CLAMD_ADDRESS: 'clamd.internal:3310' })).toEqual({
      kind: 'clamd',
      address,
    });
    expect(parseClamdAddress('[::1]:3310')).toEqual({ host: '::1', port: 3310 });
    for (const wrong of [{}, { VIRUS_SCAN: 'none' }, { VIRUS_SCAN: 'clamd' }]) {
      expect(() => readFileWorkSettings(wrong)).toThrow('unable to start');
    }
    for (const text of ['', 'clamd', 'clamd:', 'clamd:0', 'clamd:65536', 'a b:1', 'http://x:1']) {
      expect(parseClamdAddress(text)).toBeUndefined();
    }
  });
});
