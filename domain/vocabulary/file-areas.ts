/**
 * `incoming`: as uploaded, never served. `files`: what passed every check. `quarantine`: kept for a look, never served.
 * `recordings`: where whatever records calls writes by itself, never served.
 */
export type FileArea = 'incoming' | 'files' | 'quarantine' | 'recordings';

/** What the keys of recordings begin with: all that the key of whatever records may write. */
export const recordingKeys = 'recordings/';

/** The settings that name the buckets of the areas. */
export const bucketSettings: Readonly<Record<FileArea, string>> = {
  incoming: 'INCOMING_BUCKET',
  files: 'FILES_BUCKET',
  quarantine: 'QUARANTINE_BUCKET',
  recordings: 'RECORDINGS_BUCKET',
};

/** By what GuardDuty's word of an upload that it looked at is known on EventBridge. */
export const scanEvent = {
  source: 'aws.guardduty',
  type: 'GuardDuty Malware Protection Object Scan Result',
} as const;

/** By what the store's word of an upload is. */
export const uploadEvent = { source: 'aws.s3', type: 'Object Created' } as const;

/** What the function that works on files is called with each hour, beside each minute. */
export const hourlyFileWork = { work: 'orphans' } as const;
