/** Every limit of calls, once. By itself, for bundles that know nothing of calls. */
export const CallLimits = {
  /** Whom one call rings. */
  invites: 50,
  /** In a call at one time. */
  participants: 50,
  /** In a call over all of its life. */
  attendees: 250,
  recordings: 10,
  /** Of one recording. */
  recordedFiles: 50,
  /** In bytes, of one of them: what S3 copies in one go. The service that records begins another before that. */
  recordedFileSize: 5_368_709_120,
  /** In bytes, of what the service that records tells by itself. */
  noticeSize: 65_536,
  historyPage: 50,
  /** Calls that one look at the clock takes up. */
  dueAtOnce: 100,
  /** Of what one client tells another to connect; a session description is some thousand characters long. */
  signalLength: 64_000,
  /** In kilobits a second, of a report on quality. */
  bandwidthKbps: 1_000_000,
  /** In milliseconds, of a report on quality. */
  latencyMs: 60_000,
} as const;

/** Durations of calls, in milliseconds unless named otherwise. */
export const CallDurations = {
  /** How long a call rings. */
  ring: 45_000,
  /** After this long whoever is called is told once more, where it is not known that they were. */
  told: 5_000,
  /** How often a client says that it is there. */
  heartbeat: 15_000,
  /** After this long without a word a participant is gone. */
  silence: 45_000,
  /** How long a token holds, in seconds. */
  tokenSeconds: 3600,
  /** How long someone whom a moderator removed is kept out of the channel, whatever token they still hold. */
  expulsion: 3_600_000,
  /** How often a recording is asked about that nothing was heard of. */
  recordingCheck: 60_000,
  /** How often it is asked whether its files were looked at. */
  recordingKept: 3_000,
  /** After this long whatever is in the store of a recording that ended is all of it. */
  recordingStored: 300_000,
  /** How long what was recorded waits in the recorder's store, where nobody fetches it. */
  recordingWaits: 604_800_000,
  /** After this long a recording of which nothing came is given up. */
  recordingGivenUp: 86_400_000,
} as const;
