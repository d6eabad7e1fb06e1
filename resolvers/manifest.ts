/**
 * Which schema field runs which functions on which data source. One of the two sources of truth (the other is
 * `adapters/dynamodb/layout`): CDK builds AWS from it, the local runtime builds itself from it, and
 * `test/infra/manifest.test.ts` holds schema, manifest and template together.
 */

/**
 * Where a resolver or function sends its request. `Chat` and `Guards` are DynamoDB tables of the layout (a transaction
 * sent to `Chat` may also write `Guards`), `ChatService` is the Lambda in `adapters/lambda/chat-service.ts`, `FileService` and
 * `CallService` those in `file-service.ts` and `call-service.ts` beside it.
 */
export type DataSourceName = 'Chat' | 'Guards' | 'ChatService' | 'FileService' | 'CallService' | 'None';

/** A pipeline function, whose code is `resolvers/functions/<name>.ts`. */
export interface FunctionRow {
  readonly dataSource: DataSourceName;
  readonly maxBatchSize?: number;
}

/**
 * A field of the schema, whose code is `resolvers/<type>.<field>.ts`.
 *
 * `maxBatchSize`, for a Lambda: how many `BatchInvoke` requests of this row's siblings (the same field of several parents)
 * AppSync sends in one invocation, up to 2,000. Without it each is an invocation of its own.
 */
export type ResolverRow =
  | ({ readonly type: string; readonly field: string; readonly kind: 'UNIT' } & FunctionRow)
  | { readonly type: string; readonly field: string; readonly kind: 'PIPELINE'; readonly functions: readonly string[] };

/** AppSync's quota of functions in one pipeline. */
export const functionsPerPipeline = 10;

export const functions = {
  advanceDeliveredPointer: { dataSource: 'Chat' },
  advanceReadPointer: { dataSource: 'Chat' },
  advanceThreadPointer: { dataSource: 'Chat' },
  answerChange: { dataSource: 'None' },
  askChatService: { dataSource: 'ChatService' },
  checkContent: { dataSource: 'ChatService' },
  countUnread: { dataSource: 'Chat' },
  guardSendRate: { dataSource: 'Guards' },
  probePositions: { dataSource: 'Chat' },
  readAudit: { dataSource: 'Chat' },
  readClaimedMessage: { dataSource: 'Chat' },
  readEditions: { dataSource: 'Chat' },
  readEntry: { dataSource: 'Chat' },
  readLastMessage: { dataSource: 'Chat' },
  readMarkedMessages: { dataSource: 'Chat' },
  readMembers: { dataSource: 'Chat' },
  readMembership: { dataSource: 'Chat' },
  readMessageAndMembership: { dataSource: 'Chat' },
  readMessages: { dataSource: 'Chat' },
  readOwnMarks: { dataSource: 'Chat' },
  readPins: { dataSource: 'Chat' },
  readPollVotes: { dataSource: 'Chat' },
  readReactors: { dataSource: 'Chat' },
  readRelated: { dataSource: 'Chat' },
  readReplies: { dataSource: 'Chat' },
  readSession: { dataSource: 'Chat' },
  readSlots: { dataSource: 'Chat' },
  readThread: { dataSource: 'Chat' },
  readThreadPositions: { dataSource: 'Chat' },
  readToDelete: { dataSource: 'Chat' },
  readToEdit: { dataSource: 'Chat' },
  readToReact: { dataSource: 'Chat' },
  readToSend: { dataSource: 'Chat' },
  reserveAside: { dataSource: 'Chat' },
  reservePosition: { dataSource: 'Chat' },
  sealHoles: { dataSource: 'Chat' },
  sealOwnPosition: { dataSource: 'Chat' },
  sealUnusedPosition: { dataSource: 'Chat' },
  writeAudit: { dataSource: 'Chat' },
  writeDeletion: { dataSource: 'Chat' },
  writeEdit: { dataSource: 'Chat' },
  writeMessage: { dataSource: 'Chat' },
  writeReaction: { dataSource: 'Chat' },
} as const satisfies Readonly<Record<string, FunctionRow>>;

export type FunctionName = keyof typeof functions;

const pipeline = (type: string, field: string, ...names: readonly FunctionName[]): ResolverRow => ({
  type,
  field,
  kind: 'PIPELINE',
  functions: names,
});

/** A change of a message: read and decide, then two rounds of reserve and write, then what the entry is shown with. */
const changing = (field: string, read: readonly FunctionName[], write: FunctionName): ResolverRow =>
  pipeline(
    'Mutation',
    field,
    ...read,
    'reserveAside',
    write,
    'reserveAside',
    write,
    'sealUnusedPosition',
    'readRelated',
    'readRelated',
    'answerChange',
  );

const times = (rounds: number, name: FunctionName): readonly FunctionName[] =>
  Array.from({ length: rounds }, () => name);

/** One round is nearly always enough: a hundred replies. */
const countOfReplies: readonly FunctionName[] = Array.from({ length: 4 }).flatMap(() => [
  'readThreadPositions' as const,
  'readReplies' as const,
]);

const onFileService = (type: string, field: string): ResolverRow => ({
  type,
  field,
  kind: 'UNIT',
  dataSource: 'FileService',
});

const onCallService = (type: string, field: string): ResolverRow => ({
  type,
  field,
  kind: 'UNIT',
  dataSource: 'CallService',
});

const onService = (type: string, field: string): ResolverRow => ({
  type,
  field,
  kind: 'UNIT',
  dataSource: 'ChatService',
});

/** A change of a session: decided by the service, answered as the log has it. */
const sessionChange = (field: string): ResolverRow => pipeline('Mutation', field, 'askChatService', 'readEntry');

export const resolvers: readonly ResolverRow[] = [
  pipeline('Query', 'chatSession', 'readSession'),
  onService('Query', 'myChatSessions'),
  // A page is one read; the further rounds only run where many positions hold no message. The last function asks again
  // for what the database left unread.
  pipeline('Query', 'messages', 'readMembership', ...times(6, 'readMessages'), ...times(2, 'readRelated')),
  // Two hundred changes point at as many messages, and these at two each: six rounds of a hundred.
  pipeline('Query', 'sessionLog', 'readMembership', 'readSlots', 'sealHoles', 'readSlots', ...times(6, 'readRelated')),
  onService('Query', 'presence'),
  onService('Mutation', 'createChatSession'),
  sessionChange('updateChatSession'),
  sessionChange('updateSessionSettings'),
  sessionChange('archiveChatSession'),
  sessionChange('unarchiveChatSession'),
  sessionChange('freezeChatSession'),
  sessionChange('unfreezeChatSession'),
  sessionChange('blockChatSession'),
  sessionChange('unblockChatSession'),
  sessionChange('joinChatSession'),
  sessionChange('leaveChatSession'),
  sessionChange('approveJoinRequest'),
  sessionChange('addMembers'),
  sessionChange('removeMember'),
  sessionChange('banMember'),
  sessionChange('unbanMember'),
  sessionChange('muteMember'),
  sessionChange('unmuteMember'),
  sessionChange('changeMemberRole'),
  sessionChange('transferOwnership'),
  sessionChange('pinMessage'),
  sessionChange('unpinMessage'),
  onService('Query', 'discoverSessions'),
  onService('Mutation', 'requestToJoin'),
  onService('Mutation', 'rejectJoinRequest'),
  onService('Query', 'joinRequests'),
  onService('Mutation', 'inviteUsers'),
  onService('Mutation', 'withdrawInvite'),
  onService('Query', 'myInvites'),
  onService('Query', 'bannedMembers'),
  pipeline('Query', 'pinnedMessages', 'readSession', 'readPins', ...times(2, 'readRelated')),
  onService('Mutation', 'updateMyPreferences'),
  onService('Mutation', 'blockUser'),
  onService('Mutation', 'unblockUser'),
  onService('Query', 'myBlockedUsers'),
  onService('Mutation', 'registerDevice'),
  onService('Mutation', 'unregisterDevice'),
  onService('Query', 'myDevices'),
  onService('Query', 'notificationSettings'),
  onService('Mutation', 'updateNotificationSettings'),
  onService('Query', 'notifications'),
  onService('Mutation', 'markNotificationsSeen'),
  // Two rounds of reserve and write; what follows only runs for a repeated send, and for a reply in a thread. ADR 15.
  pipeline(
    'Mutation',
    'sendMessage',
    'readToSend',
    'guardSendRate',
    'checkContent',
    'reservePosition',
    'writeMessage',
    'reservePosition',
    'writeMessage',
    'readClaimedMessage',
    'sealOwnPosition',
    'readRelated',
  ),
  onFileService('Mutation', 'requestUpload'),
  onFileService('Query', 'uploadParts'),
  onFileService('Query', 'uploadedParts'),
  onFileService('Mutation', 'completeUpload'),
  onFileService('Mutation', 'cancelUpload'),
  onFileService('Query', 'fileUrl'),
  pipeline('Mutation', 'votePoll', 'askChatService', 'readEntry', 'readRelated', 'readRelated'),
  pipeline('Mutation', 'closePoll', 'askChatService', 'readEntry', 'readRelated', 'readRelated'),
  changing('editMessage', ['readToEdit', 'checkContent'], 'writeEdit'),
  changing('deleteMessage', ['readToDelete'], 'writeDeletion'),
  changing('addReaction', ['readToReact'], 'writeReaction'),
  changing('removeReaction', ['readToReact'], 'writeReaction'),
  pipeline('Query', 'editHistory', 'readMessageAndMembership', 'readEditions'),
  pipeline('Query', 'reactors', 'readMessageAndMembership', ...times(4, 'readReactors')),
  pipeline('Query', 'pollVotes', 'readMessageAndMembership', 'readPollVotes'),
  pipeline('Query', 'myMarks', 'readMarkedMessages', 'readOwnMarks'),
  pipeline('Mutation', 'resolveAnonymousSender', 'readMessageAndMembership', 'writeAudit'),
  pipeline('Query', 'auditLog', 'readMembership', 'readAudit'),
  pipeline('Query', 'messageCursorAt', 'readMembership', ...times(4, 'probePositions')),
  pipeline('Query', 'members', 'readMembership', 'readMembers'),
  pipeline('Query', 'receipts', 'readMembership', 'readMembers'),
  pipeline('Query', 'messageReceipts', 'readMessageAndMembership', ...times(2, 'readMembers')),
  pipeline('Query', 'threadMessages', 'readThread', 'readThreadPositions', 'readReplies', ...times(2, 'readRelated')),
  pipeline('Query', 'threadReadState', 'readThread', ...countOfReplies),
  pipeline('Mutation', 'markThreadAsRead', 'readMessageAndMembership', 'advanceThreadPointer', ...countOfReplies),
  pipeline('Query', 'message', 'readMessageAndMembership', 'readRelated'),
  pipeline('Mutation', 'markMessageAsRead', 'readMessageAndMembership', 'advanceReadPointer'),
  pipeline('Mutation', 'markMessageAsDelivered', 'readMessageAndMembership', 'advanceDeliveredPointer'),
  pipeline('Mutation', 'sendTypingIndicator', 'readMembership'),
  onService('Mutation', 'setPresence'),
  onCallService('Mutation', 'initiateCall'),
  onCallService('Mutation', 'acceptCall'),
  onCallService('Mutation', 'declineCall'),
  onCallService('Mutation', 'joinCall'),
  onCallService('Mutation', 'leaveCall'),
  onCallService('Mutation', 'endCall'),
  onCallService('Mutation', 'keepCallAlive'),
  onCallService('Mutation', 'updateCallMedia'),
  onCallService('Mutation', 'muteParticipant'),
  onCallService('Mutation', 'removeParticipant'),
  onCallService('Mutation', 'renewCallToken'),
  onCallService('Mutation', 'startRecording'),
  onCallService('Mutation', 'stopRecording'),
  onCallService('Mutation', 'reportCallQuality'),
  onCallService('Mutation', 'sendCallSignal'),
  onCallService('Query', 'call'),
  onCallService('Query', 'callHistory'),
  // What services tell: the log at a position, with what it points at.
  pipeline('Mutation', 'publishMessage', 'readEntry', 'readRelated', 'readRelated'),
  pipeline('Mutation', 'publishMessageUpdate', 'readEntry', 'readRelated', 'readRelated'),
  { type: 'Mutation', field: 'endSessionDelivery', kind: 'UNIT', dataSource: 'None' },
  { type: 'Mutation', field: 'endPresenceDelivery', kind: 'UNIT', dataSource: 'None' },
  onService('Mutation', 'publishPresence'),
  onCallService('Mutation', 'publishCallEvent'),
  onCallService('Mutation', 'publishIncomingCall'),
  { type: 'Mutation', field: 'endCallDelivery', kind: 'UNIT', dataSource: 'None' },
  onService('Mutation', 'endLiveDelivery'),
  pipeline('Subscription', 'onMessageSent', 'readMembership'),
  pipeline('Subscription', 'onMessageUpdated', 'readMembership'),
  pipeline('Subscription', 'onReceipt', 'readMembership'),
  onService('Subscription', 'onTypingIndicator'),
  onService('Subscription', 'onInbox'),
  onService('Subscription', 'onPresence'),
  pipeline('Subscription', 'onCallEvent', 'readMembership'),
  { type: 'Subscription', field: 'onIncomingCall', kind: 'UNIT', dataSource: 'None' },
  onCallService('Subscription', 'onCallSignal'),
  // The first look nearly always finds it; nothing is looked for in a session without messages.
  pipeline('ChatSession', 'lastMessage', ...times(4, 'readLastMessage')),
  // Zero is known without a query, and one is nearly always enough; eight take in 8 MB of the log.
  pipeline('ChatSession', 'unreadCount', ...times(8, 'countUnread')),
  pipeline('ChatSession', 'mentionCount', ...times(8, 'countUnread')),
  pipeline('ChatSession', 'firstUnreadCursor', ...times(8, 'countUnread')),
];

/** The file of a row's code under `resolvers/`, without its ending. */
export const codeOf = (row: ResolverRow): string => `${row.type}.${row.field}`;
export const codeOfFunction = (name: string): string => `functions/${name}`;
