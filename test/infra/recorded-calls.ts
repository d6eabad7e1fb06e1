import type { RecordedAws } from './recorded-aws.ts';

/** What the call service is told besides its tables: where files are, and who looks into them. */
export const storeOf = ({ settings }: RecordedAws): Readonly<Record<string, string>> => ({
  ...settings,
  FILE_JOBS_URL: settings['QUEUE_URL'] ?? '',
  PUSHES_URL: settings['QUEUE_URL'] ?? '',
  INCOMING_BUCKET: 'incoming',
  FILES_BUCKET: 'files',
  QUARANTINE_BUCKET: 'quarantine',
  RECORDINGS_BUCKET: 'recordings',
});
