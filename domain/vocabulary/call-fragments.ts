/** What subscribers of calls receive, as the paths of selection sets: every field, in the order of the schema's types. */

const under = (parent: string, names: readonly string[]): readonly string[] => [
  parent,
  ...names.map((name) => `${parent}/${name}`),
];

const videoCall: readonly string[] = [
  'id',
  'sessionId',
  'startedBy',
  'mode',
  'state',
  'createdAt',
  'ringsUntil',
  'startedAt',
  'endedAt',
  'endReason',
  'durationSeconds',
  ...under('invited', ['userId', 'answer']),
  ...under('participants', [
    'userId',
    'uid',
    'clientId',
    'role',
    'joinedAt',
    'leftAt',
    'microphone',
    'camera',
    'screen',
    'handRaisedAt',
    'isBarred',
  ]),
  ...under('recordings', [
    'number',
    'requestedBy',
    'requestedAt',
    'shownTo',
    'state',
    'startedAt',
    'endedAt',
    'failure',
    'fileIds',
  ]),
  'version',
];

export const callEventFragment: readonly string[] = ['sessionId', 'event', 'userId', ...under('call', videoCall)];

export const incomingCallFragment: readonly string[] = ['userId', ...under('call', videoCall)];

export const callSignalFragment: readonly string[] = ['callId', 'from', 'to', 'kind', 'payload'];
