/** What GuardDuty found in one object. */
export interface GuardDutyResult {
  readonly bucket: string;
  readonly key: string;
  /** `unscanned`: it could not look: no access, a format that it does not know, or a failure of its own. */
  readonly found: 'CLEAN' | 'INFECTED' | 'unscanned';
}

/**
 * The detail of a scan result's event; `undefined` for what is none.
 *
 * Only NO_THREATS_FOUND of a COMPLETED scan says that an object is clean.
 * https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html
 */
export function readGuardDutyResult(detail: unknown): GuardDutyResult | undefined {
  const [scanStatus, object, details] = ['scanStatus', 's3ObjectDetails', 'scanResultDetails'].map((name) =>
    valueIn(detail, name),
  );
  const [bucket, key] = [valueIn(object, 'bucketName'), valueIn(object, 'objectKey')];
  if (typeof bucket !== 'string' || typeof key !== 'string' || typeof scanStatus !== 'string') return undefined;
  const status = valueIn(details, 'scanResultStatus');
  if (status === 'THREATS_FOUND') return { bucket, key, found: 'INFECTED' };
  const isClean = scanStatus === 'COMPLETED' && status === 'NO_THREATS_FOUND';
  return { bucket, key, found: isClean ? 'CLEAN' : 'unscanned' };
}

function valueIn(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}
