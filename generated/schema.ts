export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A date with optional offset: 1970-01-01Z */
  AWSDate: { input: string; output: string; }
  /** A date and time with offset: 1970-01-01T12:30:00.000Z */
  AWSDateTime: { input: string; output: string; }
  AWSEmail: { input: string; output: string; }
  AWSIPAddress: { input: string; output: string; }
  /** JSON as a string */
  AWSJSON: { input: string; output: string; }
  AWSPhone: { input: string; output: string; }
  /** A time with optional offset: 12:30:00.000+05:30 */
  AWSTime: { input: string; output: string; }
  /** Seconds since 1970-01-01T00:00Z */
  AWSTimestamp: { input: number; output: number; }
  AWSURL: { input: string; output: string; }
};

/** A file of a message. It is downloadable only while CLEAN. */
export type Attachment = {
  /** What an image shows, in words. */
  readonly alt: Maybe<Scalars['String']['output']>;
  /** In milliseconds, of audio or video. */
  readonly durationMs: Maybe<Scalars['Int']['output']>;
  readonly fileId: Scalars['ID']['output'];
  readonly height: Maybe<Scalars['Int']['output']>;
  readonly mediaType: Scalars['String']['output'];
  /** As its sender named it, for display alone. */
  readonly name: Scalars['String']['output'];
  /** In bytes. */
  readonly size: Scalars['Int']['output'];
  readonly state: AttachmentState;
  /** In pixels, of an image or video. */
  readonly width: Maybe<Scalars['Int']['output']>;
};

export type AttachmentInput = {
  /** What an image shows, in words; at most 300 characters. */
  readonly alt?: InputMaybe<Scalars['String']['input']>;
  /** An own file of this session, from `requestUpload`, that no other message carries. It need not be uploaded yet. */
  readonly fileId: Scalars['ID']['input'];
};

/** Whether a file may be downloaded. */
export type AttachmentState =
  /** It may. */
  | 'CLEAN'
  /** Not uploaded or not looked at yet. */
  | 'PENDING'
  /** It will never be: it is not what it was said to be, holds a virus, or never came. */
  | 'REJECTED';

export type AuditConnection = {
  readonly items: ReadonlyArray<AuditEntry>;
  readonly pageInfo: PageInfo;
};

/** A moderator learnt who sent an anonymous message. */
export type AuditEntry = {
  readonly at: Scalars['AWSDateTime']['output'];
  readonly messageId: Scalars['ID']['output'];
  readonly moderatorId: Scalars['ID']['output'];
  readonly senderId: Scalars['ID']['output'];
};

/** Who is kept out of a session. */
export type Ban = {
  readonly bannedAt: Scalars['AWSDateTime']['output'];
  readonly bannedBy: Scalars['ID']['output'];
  readonly reason: Maybe<Scalars['String']['output']>;
  readonly userId: Scalars['ID']['output'];
};

/** Someone whom the caller blocked. */
export type BlockedUser = {
  readonly blockedAt: Scalars['AWSDateTime']['output'];
  readonly userId: Scalars['ID']['output'];
};

/** What became of someone's being rung. */
export type CallAnswer =
  | 'ACCEPTED'
  | 'DECLINED'
  | 'MISSED'
  | 'PENDING';

/** Why a call is over. */
export type CallEndReason =
  | 'ALL_DECLINED'
  /** Its session closed. */
  | 'CLOSED'
  /** The last one left, or one of a pair. */
  | 'EMPTIED'
  /** Someone who may ended it for everyone. */
  | 'HUNG_UP'
  | 'UNANSWERED'
  /** The clients of all who were in it fell silent. */
  | 'VANISHED';

/** A call as its participants come into it: for the one who asks alone. */
export type CallEntry = {
  readonly call: VideoCall;
  /** Null where calls go from browser to browser. */
  readonly seat: Maybe<CallSeat>;
};

/** Something happened in a call. */
export type CallEvent = {
  /** As it was then or later. */
  readonly call: VideoCall;
  readonly event: CallEventName;
  readonly sessionId: Scalars['ID']['output'];
  /** Whom it is about; null where it is about the call. */
  readonly userId: Maybe<Scalars['ID']['output']>;
};

/** What happened in a call. */
export type CallEventName =
  | 'CALL_ANSWERED'
  | 'CALL_ENDED'
  | 'CALL_RINGING'
  | 'CALL_STARTED'
  | 'INVITE_DECLINED'
  | 'INVITE_MISSED'
  | 'MEDIA_CHANGED'
  | 'PARTICIPANT_JOINED'
  | 'PARTICIPANT_LEFT'
  /** They are in it with another client from now on: the one before is out. */
  | 'PARTICIPANT_MOVED'
  | 'PARTICIPANT_MUTED'
  /** By whoever rules the call, or with their leaving the session. */
  | 'PARTICIPANT_REMOVED'
  /** Their client fell silent. */
  | 'PARTICIPANT_VANISHED'
  | 'RECORDING_CHANGED';

/** Someone who was rung. */
export type CallInvite = {
  readonly answer: CallAnswer;
  readonly userId: Scalars['ID']['output'];
};

/** What a call begins with; cameras can be switched on later. */
export type CallMode =
  | 'AUDIO'
  | 'VIDEO';

/** Someone who is or was in a call. */
export type CallParticipant = {
  readonly camera: Scalars['Boolean']['output'];
  /** The client that they are in it with, by the name that it gave itself; null where it gave none. Any other one of theirs is out. */
  readonly clientId: Maybe<Scalars['ID']['output']>;
  /** Since when their hand is up; null while it is not. */
  readonly handRaisedAt: Maybe<Scalars['AWSDateTime']['output']>;
  /** Whether someone removed them: they do not come in again. */
  readonly isBarred: Scalars['Boolean']['output'];
  /** When they came in last. */
  readonly joinedAt: Scalars['AWSDateTime']['output'];
  /** Null while they are in. */
  readonly leftAt: Maybe<Scalars['AWSDateTime']['output']>;
  readonly microphone: Scalars['Boolean']['output'];
  readonly role: CallRole;
  /** At most one participant shares. */
  readonly screen: Scalars['Boolean']['output'];
  /** Their number in the call's channel; the same whenever they come back, and another one with each client that takes their place. */
  readonly uid: Scalars['Int']['output'];
  readonly userId: Scalars['ID']['output'];
};

/** What participants reported of their connections, taken together. */
export type CallQuality = {
  readonly averages: QualitySample;
  /** How many reports there were. */
  readonly samples: Scalars['Int']['output'];
  readonly worstMinute: QualityMinute;
};

/** A recording of a call. */
export type CallRecording = {
  readonly endedAt: Maybe<Scalars['AWSDateTime']['output']>;
  /** FAILED: why. */
  readonly failure: Maybe<RecordingFailure>;
  /** AVAILABLE: files of the session that it is in, in order, which `fileUrl` fetches for whoever is in the session. One that is hours long has several. */
  readonly fileIds: ReadonlyArray<Scalars['ID']['output']>;
  /** From 1. */
  readonly number: Scalars['Int']['output'];
  readonly requestedAt: Scalars['AWSDateTime']['output'];
  readonly requestedBy: Scalars['ID']['output'];
  /** Who was in the call and told of it, and who came in having agreed to it. */
  readonly shownTo: ReadonlyArray<Scalars['ID']['output']>;
  readonly startedAt: Maybe<Scalars['AWSDateTime']['output']>;
  readonly state: RecordingState;
};

/** A call with how its connections were. */
export type CallReport = {
  readonly call: VideoCall;
  /** Null where nobody reported. */
  readonly quality: Maybe<CallQuality>;
};

/** How someone in a call is shown: who started it, a moderator of the session, anyone else. */
export type CallRole =
  | 'HOST'
  | 'MODERATOR'
  | 'PARTICIPANT';

/** What lets one participant into the channel of one call. It is told to them alone, and to nobody live. */
export type CallSeat = {
  /** Of the Agora project. */
  readonly appId: Scalars['String']['output'];
  /** Unguessable. */
  readonly channel: Scalars['String']['output'];
  /** An hour ahead: `renewCallToken` before then. */
  readonly expiresAt: Scalars['AWSDateTime']['output'];
  /** For this channel and this number alone. */
  readonly token: Scalars['String']['output'];
  readonly uid: Scalars['Int']['output'];
};

/** What one participant tells another, so that the two connect. */
export type CallSignal = {
  readonly callId: Scalars['ID']['output'];
  readonly from: Scalars['ID']['output'];
  readonly kind: SignalKind;
  readonly payload: Scalars['String']['output'];
  readonly to: Scalars['ID']['output'];
};

/** How far a call has come. */
export type CallState =
  /** Someone besides the starter came in. */
  | 'ACTIVE'
  /** Everyone who was rung declined it. */
  | 'DECLINED'
  | 'ENDED'
  /** It broke off, or nobody could be told of it. */
  | 'FAILED'
  /** It was started, and it is not known yet that anyone was told. */
  | 'INITIATED'
  /** Nobody answered. */
  | 'MISSED'
  /** Those who are called were told. */
  | 'RINGING';

/** A conversation. */
export type ChatSession = {
  readonly avatarUrl: Maybe<Scalars['AWSURL']['output']>;
  readonly bannerUrl: Maybe<Scalars['AWSURL']['output']>;
  readonly createdAt: Scalars['AWSDateTime']['output'];
  /** The user who opened it. */
  readonly createdBy: Scalars['ID']['output'];
  /** At most 1,000 characters. */
  readonly description: Maybe<Scalars['String']['output']>;
  /** A cursor for `messages(after:)` whose page begins with the first unread message, or with what comes next where all is read. */
  readonly firstUnreadCursor: Scalars['String']['output'];
  /** Unguessable, URL-safe. */
  readonly id: Scalars['ID']['output'];
  /** Whether only owners, admins and moderators post for now. */
  readonly isFrozen: Scalars['Boolean']['output'];
  readonly kind: SessionKind;
  /** When the newest position was taken, or the session was opened. */
  readonly lastActivityAt: Scalars['AWSDateTime']['output'];
  /** The newest message that is neither deleted nor the system's nor in a thread, cut for a list. Null before the first. */
  readonly lastMessage: Maybe<MessagePreview>;
  /** The caller's read pointer: everything up to this position was read. */
  readonly lastReadSeq: Scalars['Int']['output'];
  /** The newest position taken in the log; 0 in a new session. */
  readonly lastSeq: Scalars['Int']['output'];
  readonly memberCount: Scalars['Int']['output'];
  /** Those of the unread ones that mention the caller. Counting stops at 100. */
  readonly mentionCount: Scalars['Int']['output'];
  /** What others see in place of the caller's name on anonymous messages. */
  readonly myAlias: Maybe<Scalars['String']['output']>;
  /** Until when the caller may not post; null when they are not muted. */
  readonly myMutedUntil: Maybe<Scalars['AWSDateTime']['output']>;
  /** What the caller may do here now. */
  readonly myPermissions: ReadonlyArray<Permission>;
  readonly myPreferences: MemberPreferences;
  /** The caller's role. */
  readonly myRole: MemberRole;
  /** As shown to people; at most 100 characters. Null where the members' names serve. */
  readonly name: Maybe<Scalars['String']['output']>;
  readonly sessionType: SessionType;
  readonly settings: SessionSettings;
  readonly status: SessionStatus;
  /** At most 10, in lower case. */
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  /**
   * Messages after the read pointer that others wrote and nobody deleted; the system's and those in threads do not count.
   * Counting stops at 100: show "99+".
   */
  readonly unreadCount: Scalars['Int']['output'];
};

/** One page of sessions. */
export type ChatSessionConnection = {
  readonly items: ReadonlyArray<ChatSession>;
  readonly pageInfo: PageInfo;
};

/** CODE. */
export type CodeContent = {
  readonly language: CodeLanguage;
  readonly lineCount: Scalars['Int']['output'];
  /** Where the parser stumbled, at most 10 places. */
  readonly problems: ReadonlyArray<CodeProblem>;
  readonly readingSeconds: Scalars['Int']['output'];
  /** 1 to 10,000 characters, exactly as typed. */
  readonly source: Scalars['String']['output'];
  readonly syntax: CodeSyntax;
};

export type CodeInput = {
  readonly language: CodeLanguage;
  /** 1 to 10,000 characters, not blank. */
  readonly source: Scalars['String']['input'];
};

/** Languages that code messages are checked and shown in. */
export type CodeLanguage =
  | 'C'
  | 'CPP'
  | 'CSS'
  | 'HTML'
  | 'JAVA'
  | 'JAVASCRIPT'
  | 'JSON'
  | 'MARKDOWN'
  | 'PYTHON'
  | 'SQL'
  | 'TYPESCRIPT'
  | 'YAML';

/** A place in code, from 1. */
export type CodeProblem = {
  readonly column: Scalars['Int']['output'];
  readonly line: Scalars['Int']['output'];
};

/** What a parser said about code. It is advice: broken code is discussed, too. */
export type CodeSyntax =
  | 'INVALID'
  /** The parser did not come to an end in time, or met what it does not know. */
  | 'UNCHECKED'
  | 'VALID';

export type CreateChatSessionInput = {
  readonly avatarUrl?: InputMaybe<Scalars['AWSURL']['input']>;
  readonly bannerUrl?: InputMaybe<Scalars['AWSURL']['input']>;
  /** 1 to 128 characters; makes the call repeatable. */
  readonly clientSessionId?: InputMaybe<Scalars['ID']['input']>;
  readonly description?: InputMaybe<Scalars['String']['input']>;
  readonly kind?: InputMaybe<SessionKind>;
  /** User ids of the other members; the caller is one without being named. DIRECT takes exactly one. */
  readonly memberIds: ReadonlyArray<Scalars['ID']['input']>;
  /** 1 to 100 characters once trimmed. A PUBLIC session needs one. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly sessionType?: InputMaybe<SessionType>;
  readonly settings?: InputMaybe<SessionSettingsInput>;
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A device that its user is notified on. */
export type Device = {
  /** When it was registered last. */
  readonly confirmedAt: Scalars['AWSDateTime']['output'];
  /** The user's own name for it. */
  readonly deviceId: Scalars['ID']['output'];
  /** BCP 47: the language that it is notified in; English where there are no words for it. */
  readonly locale: Scalars['String']['output'];
  readonly platform: DevicePlatform;
  /** When it was registered first. */
  readonly registeredAt: Scalars['AWSDateTime']['output'];
  /** Of the IANA database. */
  readonly timeZone: Scalars['String']['output'];
};

/** Where a device is notified through. */
export type DevicePlatform =
  /** Google. */
  | 'ANDROID'
  /** Apple. */
  | 'IOS'
  /** A browser. */
  | 'WEB';

/** A session as it is shown to those who may join it. */
export type DiscoveredSession = {
  readonly avatarUrl: Maybe<Scalars['AWSURL']['output']>;
  readonly description: Maybe<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly isMember: Scalars['Boolean']['output'];
  readonly memberCount: Scalars['Int']['output'];
  readonly name: Scalars['String']['output'];
  readonly requireApproval: Scalars['Boolean']['output'];
  readonly sessionType: SessionType;
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
};

export type DiscoveredSessionConnection = {
  readonly items: ReadonlyArray<DiscoveredSession>;
  readonly pageInfo: PageInfo;
};

/** Where a file can be fetched. */
export type FileUrl = {
  readonly expiresAt: Scalars['AWSDateTime']['output'];
  readonly url: Scalars['String']['output'];
};

/** Which of a file's forms. */
export type FileVariant =
  /** The file. Of a picture, without what was written into it besides its pixels. */
  | 'ORIGINAL'
  /** A picture of at most 512 pixels, as WebP. */
  | 'THUMBNAIL';

/** MATH_FORMULA: TeX that parses. */
export type FormulaContent = {
  readonly tex: Scalars['String']['output'];
};

export type FormulaInput = {
  /** 1 to 5,000 characters of TeX. */
  readonly tex: Scalars['String']['input'];
};

/** A call rings for someone. */
export type IncomingCall = {
  readonly call: VideoCall;
  /** For whom. */
  readonly userId: Scalars['ID']['output'];
};

export type InitiateCallInput = {
  /** As of `JoinCallInput`. */
  readonly clientId?: InputMaybe<Scalars['ID']['input']>;
  readonly mode?: InputMaybe<CallMode>;
  readonly sessionId: Scalars['ID']['input'];
  /** Members to ring, at most 50; everyone else where it is left out, in a session of at most 51. */
  readonly userIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** Someone is asked in. */
export type Invite = {
  readonly expiresAt: Scalars['AWSDateTime']['output'];
  readonly invitedAt: Scalars['AWSDateTime']['output'];
  readonly invitedBy: Scalars['ID']['output'];
  readonly sessionId: Scalars['ID']['output'];
  /** Null where the session has no name of its own. */
  readonly sessionName: Maybe<Scalars['String']['output']>;
  readonly userId: Scalars['ID']['output'];
};

export type JoinCallInput = {
  readonly callId: Scalars['ID']['input'];
  readonly camera?: InputMaybe<Scalars['Boolean']['input']>;
  /**
   * What the client calls itself in this call, 1 to 128 characters that no other makes up. With it a user who is in the call goes over
   * to this client, and asking again changes nothing; without it whoever is in the call stays so.
   */
  readonly clientId?: InputMaybe<Scalars['ID']['input']>;
  /** Needed where the call is being recorded. */
  readonly consentsToRecording?: InputMaybe<Scalars['Boolean']['input']>;
  readonly microphone?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Someone asks to be let in. */
export type JoinRequest = {
  readonly note: Maybe<Scalars['String']['output']>;
  readonly requestedAt: Scalars['AWSDateTime']['output'];
  readonly sessionId: Scalars['ID']['output'];
  readonly userId: Scalars['ID']['output'];
};

/** LOCATION: WGS 84 degrees, kept to seven decimals. */
export type LocationContent = {
  readonly label: Maybe<Scalars['String']['output']>;
  readonly latitude: Scalars['Float']['output'];
  readonly longitude: Scalars['Float']['output'];
};

export type LocationInput = {
  /** 1 to 100 characters. */
  readonly label?: InputMaybe<Scalars['String']['input']>;
  /** -90 to 90. */
  readonly latitude: Scalars['Float']['input'];
  /** -180 to 180. */
  readonly longitude: Scalars['Float']['input'];
};

/** One numbered change of a session. Its position and kind never change. */
export type LogEntry = {
  /**
   * Kind MESSAGE_CHANGED: who did it. An alias's id where an anonymous author edits, deletes or closes a poll; `#system` for a
   * vote in an anonymous poll, and where nobody did it: a file was looked at.
   */
  readonly actorId: Maybe<Scalars['ID']['output']>;
  /** Kind MESSAGE_CHANGED: what happened to the message. */
  readonly change: Maybe<MessageChange>;
  readonly createdAt: Scalars['AWSDateTime']['output'];
  readonly kind: LogEntryKind;
  /** Kinds MESSAGE and MESSAGE_CHANGED: the message as it is now. */
  readonly message: Maybe<Message>;
  readonly seq: Scalars['Int']['output'];
  readonly sessionId: Scalars['ID']['output'];
};

/** What an entry of the session log is. */
export type LogEntryKind =
  /** A message at its position. */
  | 'MESSAGE'
  /** A change of an earlier message. */
  | 'MESSAGE_CHANGED'
  /** A position whose writer gave up or repeated itself; it will stay empty for ever. */
  | 'VOID';

/** A user in a session. */
export type Member = {
  readonly joinedAt: Scalars['AWSDateTime']['output'];
  /** Until when they may not post; null when they are not muted. */
  readonly mutedUntil: Maybe<Scalars['AWSDateTime']['output']>;
  readonly role: MemberRole;
  readonly userId: Scalars['ID']['output'];
};

export type MemberConnection = {
  readonly items: ReadonlyArray<Member>;
  readonly pageInfo: PageInfo;
};

/** What a member set for themselves. */
export type MemberPreferences = {
  /** The caller's own name for the session. */
  readonly customName: Maybe<Scalars['String']['output']>;
  /** No notifications until then; null for no such time. */
  readonly mutedUntil: Maybe<Scalars['AWSDateTime']['output']>;
  readonly notifications: NotificationLevel;
};

/** What a member may do, most first. */
export type MemberRole =
  | 'ADMIN'
  | 'MEMBER'
  | 'MODERATOR'
  | 'OWNER';

/** What was said, or what happened, at a position of the log. */
export type Message = {
  /**
   * Whom its live event is for: the session's id, and for a SYSTEM message `#` and the id of each user whom it concerns.
   * SESSION_OPENED is for the members alone.
   */
  readonly audience: ReadonlyArray<Scalars['ID']['output']>;
  /** The sender's own id for this message; the same one twice is one message. Empty for a SYSTEM message. */
  readonly clientMessageId: Scalars['ID']['output'];
  /** Null once the message is deleted. */
  readonly content: Maybe<MessageContent>;
  readonly createdAt: Scalars['AWSDateTime']['output'];
  /** When it was deleted; null while it is not. */
  readonly deletedAt: Maybe<Scalars['AWSDateTime']['output']>;
  /** When it was edited last; null when it never was. */
  readonly editedAt: Maybe<Scalars['AWSDateTime']['output']>;
  /** Names the session and the position. */
  readonly id: Scalars['ID']['output'];
  readonly isAnonymous: Scalars['Boolean']['output'];
  readonly kind: MessageKind;
  /** Members whom it mentions, at most 50. */
  readonly mentions: ReadonlyArray<Scalars['ID']['output']>;
  /** By emoji, at most 20 kinds, none with a count of 0. */
  readonly reactions: ReadonlyArray<Reaction>;
  /** What it answers. */
  readonly replyTo: Maybe<MessageQuote>;
  /** For a SYSTEM message whoever did it, `#system` where nobody did; an alias's id for an anonymous message. */
  readonly senderId: Scalars['ID']['output'];
  /** The sender's display name at the time, from their token; null when it carries none. The alias of an anonymous message. */
  readonly senderName: Maybe<Scalars['String']['output']>;
  /** The position in the session's log; order is this number. 0 for SESSION_OPENED, which has none. */
  readonly seq: Scalars['Int']['output'];
  readonly sessionId: Scalars['ID']['output'];
  /** The thread that it starts or is in, as it is now; null where there is none. */
  readonly thread: Maybe<Thread>;
  /** The message whose thread it is in; null in the session's own course. */
  readonly threadRootId: Maybe<Scalars['ID']['output']>;
  /** Grows with each change of the message, from 1: of two states, the one with the greater version is the newer. */
  readonly version: Scalars['Int']['output'];
};

/** How a message changed. */
export type MessageChange =
  | 'ATTACHMENT_CHANGED'
  | 'DELETED'
  | 'EDITED'
  | 'POLL_CLOSED'
  | 'REACTION_ADDED'
  | 'REACTION_REMOVED'
  | 'VOTED';

/** One page of messages, oldest first. */
export type MessageConnection = {
  readonly items: ReadonlyArray<Message>;
  readonly pageInfo: PageInfo;
};

/** What a message holds, by kind. */
export type MessageContent = {
  /** IMAGE, FILE, AUDIO, VIDEO. */
  readonly attachment: Maybe<Attachment>;
  readonly code: Maybe<CodeContent>;
  readonly formula: Maybe<FormulaContent>;
  readonly location: Maybe<LocationContent>;
  readonly poll: Maybe<PollContent>;
  readonly system: Maybe<SystemContent>;
  /**
   * TEXT: 1 to 5,000 characters (UTF-16 code units), exactly as typed; never HTML. IMAGE, FILE, AUDIO, VIDEO: the caption, or
   * null. AI_RESPONSE: what the assistant said.
   */
  readonly text: Maybe<Scalars['String']['output']>;
};

/** Exactly what the kind of message needs. */
export type MessageContentInput = {
  readonly attachment?: InputMaybe<AttachmentInput>;
  readonly code?: InputMaybe<CodeInput>;
  readonly formula?: InputMaybe<FormulaInput>;
  readonly location?: InputMaybe<LocationInput>;
  readonly poll?: InputMaybe<PollInput>;
  /** TEXT: 1 to 5,000 characters (UTF-16 code units), not blank, without NUL or lone surrogates. With an attachment: the caption. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
};

/** A message's content before an edit. */
export type MessageEdit = {
  readonly content: MessageContent;
  /** From 1: the message as it was sent. */
  readonly edition: Scalars['Int']['output'];
  /** When it was replaced. */
  readonly replacedAt: Scalars['AWSDateTime']['output'];
};

/** What a message carries. */
export type MessageKind =
  /** Written by the assistant. */
  | 'AI_RESPONSE'
  /** A voice note. */
  | 'AUDIO'
  | 'CODE'
  | 'FILE'
  | 'IMAGE'
  | 'LOCATION'
  /** TeX. */
  | 'MATH_FORMULA'
  | 'POLL'
  /** Written by Parley: what happened in the session. Never counted as unread. */
  | 'SYSTEM'
  /** Plain text, stored as typed. */
  | 'TEXT'
  | 'VIDEO';

/** A message cut to a line. */
export type MessagePreview = {
  readonly createdAt: Scalars['AWSDateTime']['output'];
  readonly kind: MessageKind;
  /** An alias's id for an anonymous message. */
  readonly senderId: Scalars['ID']['output'];
  readonly senderName: Maybe<Scalars['String']['output']>;
  readonly seq: Scalars['Int']['output'];
  /** The first 80 characters of the text, code, formula, question or caption; empty where a message has none. */
  readonly text: Scalars['String']['output'];
};

/** The message that another one answers, as it is now. */
export type MessageQuote = {
  readonly isDeleted: Scalars['Boolean']['output'];
  readonly kind: MessageKind;
  readonly messageId: Scalars['ID']['output'];
  readonly senderId: Scalars['ID']['output'];
  readonly senderName: Maybe<Scalars['String']['output']>;
  /** The first 80 characters; empty once it is deleted. */
  readonly text: Scalars['String']['output'];
};

/** How far a message got. */
export type MessageReceipts = {
  readonly deliveredCount: Scalars['Int']['output'];
  /** Members other than its sender; all of them for an anonymous message, whose author would be the one left out. */
  readonly memberCount: Scalars['Int']['output'];
  /** The first 100 who read it, by user id. */
  readonly readBy: ReadonlyArray<Scalars['ID']['output']>;
  readonly readCount: Scalars['Int']['output'];
};

/** How strictly what is said is looked at. */
export type ModerationLevel =
  | 'BASIC'
  | 'NONE'
  | 'STRICT';

export type Mutation = {
  /**
   * Takes a call that rings for the caller.
   * Refused: `BadInput`, `CallNotFound`, `CallEnded`, `CallFull`, `ConsentRequired`, `NotAllowed`, `SessionReadOnly`, `TryAgain`.
   */
  readonly acceptCall: Maybe<CallEntry>;
  /**
   * Makes up to 50 users members. Those who are already are passed over.
   * Refused: `SessionNotFound`, `NotAllowed`, `SessionFull`, `SessionReadOnly`, `MemberBanned`, `BadInput`, `TryAgain`.
   */
  readonly addMembers: Maybe<LogEntry>;
  /**
   * Adds the caller's reaction: one emoji. Feeds `onMessageUpdated`; on what the system says, `content.system` must be selected,
   * too. Null where it is there already.
   * Refused: `MessageNotFound`, `NotAllowed`, `Muted`, `SessionReadOnly`, `TooManyReactions`, `BadInput`,
   * `SelectionIncomplete`, `TryAgain`.
   */
  readonly addReaction: Maybe<LogEntry>;
  /**
   * Lets in someone who asked.
   * Refused: `SessionNotFound`, `NotAllowed`, `JoinRequestNotFound`, `SessionFull`, `SessionReadOnly`, `TryAgain`.
   */
  readonly approveJoinRequest: Maybe<LogEntry>;
  /**
   * Keeps a session for reading.
   * Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `TryAgain`.
   */
  readonly archiveChatSession: Maybe<LogEntry>;
  /**
   * Ends a membership, if there is one, and keeps the user out.
   * Refused: `SessionNotFound`, `NotAllowed`, `BadInput`, `TryAgain`.
   */
  readonly banMember: Maybe<LogEntry>;
  /**
   * Closes a session, for operators: nobody posts and nobody listens until it is unblocked.
   * Refused: `SessionNotFound`, `TryAgain`.
   */
  readonly blockChatSession: Maybe<LogEntry>;
  /**
   * Blocks a user: no direct messages, calls, typing or presence between the two. They are not told.
   * Refused: `BadInput`, `TryAgain`.
   */
  readonly blockUser: Maybe<Scalars['Boolean']['output']>;
  /**
   * Takes an own upload back, at any time before a message carries the file. False where that was done already.
   * Refused: `FileNotFound`, `AttachmentRefused` where a message carries it, `TryAgain`.
   */
  readonly cancelUpload: Maybe<Scalars['Boolean']['output']>;
  /**
   * Gives a member another role, below the caller's own; only owners make owners and admins. One's own role can be lowered. The
   * last owner stays one.
   * Refused: `SessionNotFound`, `NotAllowed`, `MemberNotFound`, `LastOwner`, `TryAgain`.
   */
  readonly changeMemberRole: Maybe<LogEntry>;
  /**
   * Closes a poll: its author, or those who may moderate. Null where it was closed already.
   * Refused: `MessageNotFound`, `NotAllowed`, `SessionReadOnly`, `BadInput`, `TryAgain`.
   */
  readonly closePoll: Maybe<LogEntry>;
  /**
   * Says that all bytes of an own upload are there, and has the file looked at. Repeated, it answers how far the file has come.
   * Refused: `FileNotFound`, `UploadIncomplete` with the numbers of missing parts as `errorInfo.missing`, `TryAgain`.
   */
  readonly completeUpload: Maybe<Attachment>;
  /**
   * Opens a session with the caller as its owner and `memberIds` as members. A DIRECT session is one for each pair: opening it
   * again, by either of them, answers the one that stands. With a `clientSessionId` the same holds for any kind: repeated, it
   * answers the session that the first one opened, as it is now.
   * Refused: `BadInput`, `NotAllowed`, `SessionNotFound` where the caller left it since, `RateLimited`, `TryAgain`.
   */
  readonly createChatSession: Maybe<ChatSession>;
  /**
   * Does not take a call that rings for the caller. It is over once everyone who was rung has declined it.
   * Refused: `CallNotFound`, `CallEnded`, `NotAllowed`, `TryAgain`.
   */
  readonly declineCall: Maybe<VideoCall>;
  /**
   * Takes the content of a message away, from its edit history too; its place stays. Own messages at any time, any message for
   * those who may moderate. Feeds `onMessageUpdated`. Null where it was deleted already.
   * Refused: `MessageNotFound`, `NotAllowed`, `SessionReadOnly`, `SelectionIncomplete`, `TryAgain`.
   */
  readonly deleteMessage: Maybe<LogEntry>;
  /**
   * Replaces the text, code, formula or caption of an own message, within 30 minutes and at most 20 times. Feeds
   * `onMessageUpdated`, and therefore refuses a selection set as `sendMessage` does. Null where the content is the same.
   * Refused: `MessageNotFound`, `NotAllowed`, `Muted`, `SessionReadOnly`, `EditWindowOver`, `TextBlank`, `TextTooLong`,
   * `TextMalformed`, `FormulaMalformed`, `BadInput`, `SelectionIncomplete`, `TryAgain`.
   */
  readonly editMessage: Maybe<LogEntry>;
  /**
   * Ends a call for everyone: for whoever started it, for moderators, and for either one of a DIRECT session.
   * Refused: `CallNotFound`, `NotAllowed`, `TryAgain`.
   */
  readonly endCall: Maybe<VideoCall>;
  /**
   * Ends what is heard of calls: of a session by one user, or by everyone; of the signals of one call by one user; or of all by one
   * user. Exactly these are given. For the services of this installation alone.
   * Refused: `SessionNotFound`, `CallNotFound`, `BadInput`.
   */
  readonly endCallDelivery: Maybe<Scalars['Boolean']['output']>;
  /**
   * Ends every live delivery to the caller, on all devices. For signing out everywhere, beside the identity provider's own.
   * Refused: `TryAgain`.
   */
  readonly endLiveDelivery: Maybe<Scalars['Boolean']['output']>;
  /**
   * Ends the presence subscriptions made through a session, which are opened anew by those who still may, or those of a user for
   * presence and typing: exactly one of the two is given. For the services of this installation alone.
   * Refused: `SessionNotFound`, `BadInput`.
   */
  readonly endPresenceDelivery: Maybe<Scalars['Boolean']['output']>;
  /**
   * Ends the live delivery of a session to one user, or to everyone. For the services of this installation alone.
   * Refused: `SessionNotFound`.
   */
  readonly endSessionDelivery: Maybe<Scalars['Boolean']['output']>;
  /**
   * Lets only owners, admins and moderators post for now.
   * Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `TryAgain`.
   */
  readonly freezeChatSession: Maybe<LogEntry>;
  /**
   * Starts a call in a session and rings others in it, for 45 seconds. A session has one live call at a time; whoever started the
   * one that goes on comes into it again, so that asking anew after a lost answer starts nothing. Whoever may post may start one.
   * Refused: `SessionNotFound`, `SessionReadOnly`, `NotAllowed`, `Muted`, `BadInput`, `CallInProgress`, `TryAgain`.
   */
  readonly initiateCall: Maybe<CallEntry>;
  /**
   * Invites up to 50 users, for 7 days. Members and people who are invited already are passed over.
   * Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `MemberBanned`, `BadInput`, `TryAgain`.
   */
  readonly inviteUsers: Maybe<ReadonlyArray<Invite>>;
  /**
   * Comes into a call of a session, rung or not. Someone who is in it with another client goes over to this one (`clientId`), and is
   * never in it twice.
   * Refused: `BadInput`, `CallNotFound`, `CallEnded`, `CallFull`, `ConsentRequired`, `NotAllowed`, `SessionReadOnly`, `TryAgain`.
   */
  readonly joinCall: Maybe<CallEntry>;
  /**
   * Enters a PUBLIC session, or a session that the caller was invited to.
   * Refused: `SessionNotFound`, `ApprovalRequired`, `SessionFull`, `SessionReadOnly`, `RateLimited`, `TryAgain`.
   */
  readonly joinChatSession: Maybe<LogEntry>;
  /**
   * Says that the caller's client is still in a call; call it every 15 seconds. After 45 seconds of silence they are out of it.
   * `NotInCall`, too, to a client that is named and whose place another one of the caller's took.
   * Refused: `CallNotFound`, `CallEnded`, `NotInCall`, `TryAgain`.
   */
  readonly keepCallAlive: Maybe<Scalars['Boolean']['output']>;
  /**
   * Leaves a call; it is over when too few are left. A client whose place another one of the caller's took leaves nothing: name it
   * where it has a name.
   * Refused: `CallNotFound`, `TryAgain`.
   */
  readonly leaveCall: Maybe<VideoCall>;
  /**
   * Leaves a session. The last owner cannot: another one must be named first, unless nobody else is there; what the last one
   * leaves is archived. A DIRECT session is not left.
   * Refused: `SessionNotFound`, `NotAllowed`, `LastOwner`, `TryAgain`.
   */
  readonly leaveChatSession: Maybe<LogEntry>;
  /**
   * Moves the caller's delivered pointer to this message, as `markMessageAsRead` does with the other.
   * Refused: `MessageNotFound`, `SelectionIncomplete`, `TryAgain`.
   */
  readonly markMessageAsDelivered: Maybe<ReadReceipt>;
  /**
   * Moves the caller's read pointer to this message; a pointer only ever moves forward, so that an older message changes
   * nothing. The state is shared by all of the caller's devices. What is read was delivered. Feeds `onReceipt` in sessions of at
   * most 50 members, and therefore refuses a selection set as `sendMessage` does.
   * Refused: `MessageNotFound`, `SelectionIncomplete`, `TryAgain`.
   */
  readonly markMessageAsRead: Maybe<ReadReceipt>;
  /**
   * Says that the caller looked through their notifications up to one of them, never back. Answers how many newer ones there
   * are; counting stops at 100.
   * Refused: `BadInput`, `TryAgain`.
   */
  readonly markNotificationsSeen: Maybe<Scalars['Int']['output']>;
  /**
   * Moves the caller's read pointer in a thread to this reply, never back.
   * Refused: `MessageNotFound`, `TryAgain`.
   */
  readonly markThreadAsRead: Maybe<ThreadReadState>;
  /**
   * Keeps a member from posting until a time, at most a year ahead.
   * Refused: `SessionNotFound`, `NotAllowed`, `MemberNotFound`, `BadInput`, `TryAgain`.
   */
  readonly muteMember: Maybe<LogEntry>;
  /**
   * Switches someone's microphone off; they may switch it on again.
   * Refused: `CallNotFound`, `CallEnded`, `ParticipantNotFound`, `NotAllowed`, `TryAgain`.
   */
  readonly muteParticipant: Maybe<VideoCall>;
  /**
   * Keeps a message at hand for everyone, until a time where one is given. At most 50 in a session; what is deleted makes room.
   * Refused: `MessageNotFound`, `NotAllowed`, `SessionReadOnly`, `TooManyPins`, `BadInput`, `TryAgain`.
   */
  readonly pinMessage: Maybe<LogEntry>;
  /**
   * Tells the members of its session what happened in a call, with the call as it is stored. For the services of this installation
   * alone.
   * Refused: `CallNotFound`, `TryAgain`.
   */
  readonly publishCallEvent: Maybe<CallEvent>;
  /**
   * Tells someone that a call rings for them, which the stored call has to say. For the services of this installation alone.
   * Refused: `CallNotFound`, `ParticipantNotFound`, `TryAgain`.
   */
  readonly publishIncomingCall: Maybe<IncomingCall>;
  /**
   * Tells subscribers of the message at a position of the log; at position 0, that the session was opened, its members. For the
   * services of this installation alone.
   * Refused: `MessageNotFound`, `TryAgain`.
   */
  readonly publishMessage: Maybe<Message>;
  /**
   * Tells subscribers of the change at a position of the log. For the services of this installation alone.
   * Refused: `MessageNotFound`, `TryAgain`.
   */
  readonly publishMessageUpdate: Maybe<LogEntry>;
  /**
   * Tells those who watch a user's presence of it, as it is stored. For the services of this installation alone.
   * Refused: `BadInput`, `TryAgain`.
   */
  readonly publishPresence: Maybe<Presence>;
  /**
   * Lets the caller be notified on a device, in place of what was registered under its id. Call it at each start, and whenever
   * the token changes. A token, or a browser's subscription, has one owner: whoever else it was registered by has it no more. Of
   * more than 20 devices, the one that was registered longest ago gives way.
   * Refused: `BadInput`, `TryAgain`.
   */
  readonly registerDevice: Maybe<Device>;
  /**
   * Turns down someone who asked; true where there was a request.
   * Refused: `SessionNotFound`, `NotAllowed`, `TryAgain`.
   */
  readonly rejectJoinRequest: Maybe<Scalars['Boolean']['output']>;
  /**
   * Ends a membership. Whoever is removed hears nothing more.
   * Refused: `SessionNotFound`, `NotAllowed`, `MemberNotFound`, `TryAgain`.
   */
  readonly removeMember: Maybe<LogEntry>;
  /**
   * Takes someone out of a call, who does not come in again.
   * Refused: `CallNotFound`, `CallEnded`, `ParticipantNotFound`, `NotAllowed`, `TryAgain`.
   */
  readonly removeParticipant: Maybe<VideoCall>;
  /**
   * Takes the caller's reaction away. Feeds `onMessageUpdated` as `addReaction` does. Null where it is not there.
   * Refused: `MessageNotFound`, `SessionReadOnly`, `BadInput`, `SelectionIncomplete`, `TryAgain`.
   */
  readonly removeReaction: Maybe<LogEntry>;
  /**
   * A new token for someone who is still in a call and still a member of its session.
   * Refused: `CallNotFound`, `CallEnded`, `NotInCall`, `TryAgain`.
   */
  readonly renewCallToken: Maybe<CallEntry>;
  /**
   * Reports how the caller's connection was over the last seconds, as their client measured it; it counts as a sign of life.
   * Refused: `BadInput`, `CallNotFound`, `CallEnded`, `NotInCall`, `TryAgain`.
   */
  readonly reportCallQuality: Maybe<Scalars['Boolean']['output']>;
  /**
   * Asks to be let in where joining needs approval. Asking again changes nothing.
   * Refused: `SessionNotFound`, `BadInput`, `RateLimited`, `TryAgain`.
   */
  readonly requestToJoin: Maybe<JoinRequest>;
  /**
   * Lets the caller upload one file of exactly this length and type to a session that they may post in. What is larger than 8 MB
   * is uploaded in parts, within a day; anything else in one form, within five minutes.
   * Refused: `SessionNotFound`, `SessionReadOnly`, `NotAllowed`, `Muted`, `AttachmentRefused`, `TextBlank`, `TextTooLong`,
   * `TextMalformed`, `BadInput`, `RateLimited`, `TryAgain`.
   */
  readonly requestUpload: Maybe<UploadTicket>;
  /**
   * Tells the author of an anonymous message, to those who may moderate, and records that they were told.
   * Refused: `MessageNotFound`, `NotAllowed`, `BadInput`, `TryAgain`.
   */
  readonly resolveAnonymousSender: Maybe<AuditEntry>;
  /**
   * Tells another participant what the two need to connect, where calls go from browser to browser. Feeds `onCallSignal`, and
   * therefore refuses a selection set as `sendMessage` does.
   * Refused: `CallNotFound`, `CallEnded`, `NotInCall`, `ParticipantNotFound`, `BadInput`, `SelectionIncomplete`, `TryAgain`.
   */
  readonly sendCallSignal: Maybe<CallSignal>;
  /**
   * Sends a message. The answer means: durable, at its final position, seen by everyone in the same order.
   * The same `clientMessageId` from the same sender in the same session is one message, however often it is sent
   * within 24 hours; each repetition returns that message. Feeds `onMessageSent` and `onInbox`, and therefore refuses a
   * selection set that leaves out what subscribers are to receive, renames a field by an alias or holds a named fragment. It
   * must hold every field of `Message`, but of `content` only what the kind has, `replyTo` only for an answer, and `thread` and
   * `threadRootId` only for a reply in a thread; `errorInfo.missing` names what is left out.
   * Refused: `SessionNotFound`, `SessionReadOnly`, `NotAllowed`, `Muted`, `TextBlank`, `TextTooLong`, `TextMalformed`,
   * `FormulaMalformed`, `FileNotFound`, `AttachmentRefused`, `MessageNotFound`, `BadInput`, `RateLimited`,
   * `SelectionIncomplete`, `TryAgain`.
   */
  readonly sendMessage: Maybe<Message>;
  /**
   * Tells the other members that the caller is typing, or has stopped. Call it at most every 2.5 seconds while typing;
   * receivers let it lapse at `expiresAt`. Feeds `onTypingIndicator`, and therefore refuses a selection set
   * as `sendMessage` does.
   * Refused: `SessionNotFound`, `NotAllowed`, `Muted`, `SessionReadOnly`, `SelectionIncomplete`.
   */
  readonly sendTypingIndicator: Maybe<TypingIndicator>;
  /**
   * Says that one of the caller's devices is there; call it once a minute, and on every change. Five minutes of silence mean
   * OFFLINE. IN_CALL is said by calls, whose device ids begin with `call:`. Feeds `onPresence`, and therefore refuses a selection set as `sendMessage` does.
   * Refused: `BadInput`, `SelectionIncomplete`, `TryAgain`.
   */
  readonly setPresence: Maybe<Presence>;
  /**
   * Records a call, having shown it to everyone who is in it; whoever comes in later agrees to it first. One that is recorded
   * already stays so.
   * Refused: `CallNotFound`, `CallEnded`, `NotAllowed`, `RecordingUnavailable`, `TryAgain`.
   */
  readonly startRecording: Maybe<VideoCall>;
  /**
   * Stops recording a call. Its files come some minutes later: `onCallEvent` and the chat (`CALL_RECORDED`) tell of it.
   * Refused: `CallNotFound`, `CallEnded`, `NotAllowed`, `RecordingUnavailable`, `TryAgain`.
   */
  readonly stopRecording: Maybe<VideoCall>;
  /**
   * Makes a member the owner, and the caller an admin.
   * Refused: `SessionNotFound`, `NotAllowed`, `MemberNotFound`, `TryAgain`.
   */
  readonly transferOwnership: Maybe<LogEntry>;
  /**
   * Takes entries in an archived session again.
   * Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `TryAgain`.
   */
  readonly unarchiveChatSession: Maybe<LogEntry>;
  /**
   * Lets a banned user join again.
   * Refused: `SessionNotFound`, `NotAllowed`, `BadInput`, `TryAgain`.
   */
  readonly unbanMember: Maybe<LogEntry>;
  /**
   * Opens a blocked session again, for operators.
   * Refused: `SessionNotFound`, `TryAgain`.
   */
  readonly unblockChatSession: Maybe<LogEntry>;
  /**
   * Ends a block.
   * Refused: `BadInput`, `TryAgain`.
   */
  readonly unblockUser: Maybe<Scalars['Boolean']['output']>;
  /**
   * Lets everyone who may post do so again.
   * Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `TryAgain`.
   */
  readonly unfreezeChatSession: Maybe<LogEntry>;
  /**
   * Lets a muted member post again.
   * Refused: `SessionNotFound`, `NotAllowed`, `MemberNotFound`, `TryAgain`.
   */
  readonly unmuteMember: Maybe<LogEntry>;
  /**
   * Takes a pin away.
   * Refused: `MessageNotFound`, `NotAllowed`, `SessionReadOnly`, `TryAgain`.
   */
  readonly unpinMessage: Maybe<LogEntry>;
  /**
   * Ends the notifications of a device; true where the caller had it. Call it before signing out.
   * Refused: `TryAgain`.
   */
  readonly unregisterDevice: Maybe<Scalars['Boolean']['output']>;
  /**
   * Switches what others see and hear of the caller, and raises or lowers their hand; what is left out stays. One participant at a
   * time shares a screen.
   * Refused: `CallNotFound`, `CallEnded`, `NotInCall`, `ScreenTaken`, `TryAgain`.
   */
  readonly updateCallMedia: Maybe<VideoCall>;
  /**
   * Changes name, description, pictures or tags; what is left out stays. Answers the log entry that the change took, or null
   * where it changes nothing, as every change of a session does.
   * Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `BadInput`, `TryAgain`.
   */
  readonly updateChatSession: Maybe<LogEntry>;
  /**
   * Changes what the caller alone sees of a session; what is left out stays.
   * Refused: `SessionNotFound`, `BadInput`, `TryAgain`.
   */
  readonly updateMyPreferences: Maybe<MemberPreferences>;
  /**
   * Changes how the caller wants to be notified; what is left out stays.
   * Refused: `BadInput`, `TryAgain`.
   */
  readonly updateNotificationSettings: Maybe<NotificationSettings>;
  /**
   * Changes rules of a session; what is left out stays.
   * Refused: `SessionNotFound`, `NotAllowed`, `SessionReadOnly`, `BadInput`, `TryAgain`.
   */
  readonly updateSessionSettings: Maybe<LogEntry>;
  /**
   * Votes in a poll, in place of any earlier vote of the caller's; an empty list takes it back. Null where it is the same vote.
   * Refused: `MessageNotFound`, `NotAllowed`, `Muted`, `SessionReadOnly`, `PollClosed`, `BadInput`, `TryAgain`.
   */
  readonly votePoll: Maybe<LogEntry>;
  /**
   * Declines an invitation, or takes back one that was given: `userId` is the invited one, the caller when it is left out.
   * True where there was one.
   * Refused: `SessionNotFound`, `NotAllowed`, `TryAgain`.
   */
  readonly withdrawInvite: Maybe<Scalars['Boolean']['output']>;
};


export type MutationAcceptCallArgs = {
  input: JoinCallInput;
};


export type MutationAddMembersArgs = {
  sessionId: Scalars['ID']['input'];
  userIds: ReadonlyArray<Scalars['ID']['input']>;
};


export type MutationAddReactionArgs = {
  emoji: Scalars['String']['input'];
  messageId: Scalars['ID']['input'];
};


export type MutationApproveJoinRequestArgs = {
  sessionId: Scalars['ID']['input'];
  userId: Scalars['ID']['input'];
};


export type MutationArchiveChatSessionArgs = {
  sessionId: Scalars['ID']['input'];
};


export type MutationBanMemberArgs = {
  reason?: InputMaybe<Scalars['String']['input']>;
  sessionId: Scalars['ID']['input'];
  userId: Scalars['ID']['input'];
};


export type MutationBlockChatSessionArgs = {
  sessionId: Scalars['ID']['input'];
};


export type MutationBlockUserArgs = {
  userId: Scalars['ID']['input'];
};


export type MutationCancelUploadArgs = {
  fileId: Scalars['ID']['input'];
};


export type MutationChangeMemberRoleArgs = {
  role: MemberRole;
  sessionId: Scalars['ID']['input'];
  userId: Scalars['ID']['input'];
};


export type MutationClosePollArgs = {
  messageId: Scalars['ID']['input'];
};


export type MutationCompleteUploadArgs = {
  fileId: Scalars['ID']['input'];
};


export type MutationCreateChatSessionArgs = {
  input: CreateChatSessionInput;
};


export type MutationDeclineCallArgs = {
  callId: Scalars['ID']['input'];
};


export type MutationDeleteMessageArgs = {
  messageId: Scalars['ID']['input'];
};


export type MutationEditMessageArgs = {
  content: MessageContentInput;
  messageId: Scalars['ID']['input'];
};


export type MutationEndCallArgs = {
  callId: Scalars['ID']['input'];
};


export type MutationEndCallDeliveryArgs = {
  callId?: InputMaybe<Scalars['ID']['input']>;
  sessionId?: InputMaybe<Scalars['ID']['input']>;
  userId?: InputMaybe<Scalars['ID']['input']>;
};


export type MutationEndPresenceDeliveryArgs = {
  sessionId?: InputMaybe<Scalars['ID']['input']>;
  userId?: InputMaybe<Scalars['ID']['input']>;
};


export type MutationEndSessionDeliveryArgs = {
  sessionId: Scalars['ID']['input'];
  userId?: InputMaybe<Scalars['ID']['input']>;
};


export type MutationFreezeChatSessionArgs = {
  sessionId: Scalars['ID']['input'];
};


export type MutationInitiateCallArgs = {
  input: InitiateCallInput;
};


export type MutationInviteUsersArgs = {
  sessionId: Scalars['ID']['input'];
  userIds: ReadonlyArray<Scalars['ID']['input']>;
};


export type MutationJoinCallArgs = {
  input: JoinCallInput;
};


export type MutationJoinChatSessionArgs = {
  sessionId: Scalars['ID']['input'];
};


export type MutationKeepCallAliveArgs = {
  callId: Scalars['ID']['input'];
  clientId?: InputMaybe<Scalars['ID']['input']>;
};


export type MutationLeaveCallArgs = {
  callId: Scalars['ID']['input'];
  clientId?: InputMaybe<Scalars['ID']['input']>;
};


export type MutationLeaveChatSessionArgs = {
  sessionId: Scalars['ID']['input'];
};


export type MutationMarkMessageAsDeliveredArgs = {
  messageId: Scalars['ID']['input'];
};


export type MutationMarkMessageAsReadArgs = {
  messageId: Scalars['ID']['input'];
};


export type MutationMarkNotificationsSeenArgs = {
  upTo: Scalars['ID']['input'];
};


export type MutationMarkThreadAsReadArgs = {
  messageId: Scalars['ID']['input'];
};


export type MutationMuteMemberArgs = {
  sessionId: Scalars['ID']['input'];
  until: Scalars['AWSDateTime']['input'];
  userId: Scalars['ID']['input'];
};


export type MutationMuteParticipantArgs = {
  callId: Scalars['ID']['input'];
  userId: Scalars['ID']['input'];
};


export type MutationPinMessageArgs = {
  messageId: Scalars['ID']['input'];
  until?: InputMaybe<Scalars['AWSDateTime']['input']>;
};


export type MutationPublishCallEventArgs = {
  callId: Scalars['ID']['input'];
  event: CallEventName;
  userId?: InputMaybe<Scalars['ID']['input']>;
};


export type MutationPublishIncomingCallArgs = {
  callId: Scalars['ID']['input'];
  userId: Scalars['ID']['input'];
};


export type MutationPublishMessageArgs = {
  messageId: Scalars['ID']['input'];
};


export type MutationPublishMessageUpdateArgs = {
  messageId: Scalars['ID']['input'];
};


export type MutationPublishPresenceArgs = {
  userId: Scalars['ID']['input'];
};


export type MutationRegisterDeviceArgs = {
  input: RegisterDeviceInput;
};


export type MutationRejectJoinRequestArgs = {
  sessionId: Scalars['ID']['input'];
  userId: Scalars['ID']['input'];
};


export type MutationRemoveMemberArgs = {
  sessionId: Scalars['ID']['input'];
  userId: Scalars['ID']['input'];
};


export type MutationRemoveParticipantArgs = {
  callId: Scalars['ID']['input'];
  userId: Scalars['ID']['input'];
};


export type MutationRemoveReactionArgs = {
  emoji: Scalars['String']['input'];
  messageId: Scalars['ID']['input'];
};


export type MutationRenewCallTokenArgs = {
  callId: Scalars['ID']['input'];
};


export type MutationReportCallQualityArgs = {
  input: ReportCallQualityInput;
};


export type MutationRequestToJoinArgs = {
  note?: InputMaybe<Scalars['String']['input']>;
  sessionId: Scalars['ID']['input'];
};


export type MutationRequestUploadArgs = {
  input: RequestUploadInput;
};


export type MutationResolveAnonymousSenderArgs = {
  messageId: Scalars['ID']['input'];
};


export type MutationSendCallSignalArgs = {
  input: SendCallSignalInput;
};


export type MutationSendMessageArgs = {
  input: SendMessageInput;
};


export type MutationSendTypingIndicatorArgs = {
  isTyping?: InputMaybe<Scalars['Boolean']['input']>;
  sessionId: Scalars['ID']['input'];
};


export type MutationSetPresenceArgs = {
  input: SetPresenceInput;
};


export type MutationStartRecordingArgs = {
  callId: Scalars['ID']['input'];
};


export type MutationStopRecordingArgs = {
  callId: Scalars['ID']['input'];
};


export type MutationTransferOwnershipArgs = {
  sessionId: Scalars['ID']['input'];
  userId: Scalars['ID']['input'];
};


export type MutationUnarchiveChatSessionArgs = {
  sessionId: Scalars['ID']['input'];
};


export type MutationUnbanMemberArgs = {
  sessionId: Scalars['ID']['input'];
  userId: Scalars['ID']['input'];
};


export type MutationUnblockChatSessionArgs = {
  sessionId: Scalars['ID']['input'];
};


export type MutationUnblockUserArgs = {
  userId: Scalars['ID']['input'];
};


export type MutationUnfreezeChatSessionArgs = {
  sessionId: Scalars['ID']['input'];
};


export type MutationUnmuteMemberArgs = {
  sessionId: Scalars['ID']['input'];
  userId: Scalars['ID']['input'];
};


export type MutationUnpinMessageArgs = {
  messageId: Scalars['ID']['input'];
};


export type MutationUnregisterDeviceArgs = {
  deviceId: Scalars['ID']['input'];
};


export type MutationUpdateCallMediaArgs = {
  input: UpdateCallMediaInput;
};


export type MutationUpdateChatSessionArgs = {
  input: UpdateChatSessionInput;
};


export type MutationUpdateMyPreferencesArgs = {
  input: UpdateMyPreferencesInput;
};


export type MutationUpdateNotificationSettingsArgs = {
  input: UpdateNotificationSettingsInput;
};


export type MutationUpdateSessionSettingsArgs = {
  input: UpdateSessionSettingsInput;
};


export type MutationVotePollArgs = {
  messageId: Scalars['ID']['input'];
  optionIds: ReadonlyArray<Scalars['Int']['input']>;
};


export type MutationWithdrawInviteArgs = {
  sessionId: Scalars['ID']['input'];
  userId?: InputMaybe<Scalars['ID']['input']>;
};

/** What the caller left on a message. */
export type MyMarks = {
  readonly messageId: Scalars['ID']['output'];
  readonly reactions: ReadonlyArray<Scalars['String']['output']>;
  /** The options voted for, in a poll. */
  readonly votes: ReadonlyArray<Scalars['Int']['output']>;
};

/** That something happened, for one user's own list. */
export type Notification = {
  /** The other kinds: who did it; null where nobody in particular did. */
  readonly actorId: Maybe<Scalars['ID']['output']>;
  readonly createdAt: Scalars['AWSDateTime']['output'];
  /** Later ones have greater ids, in the order of text. */
  readonly id: Scalars['ID']['output'];
  readonly isSeen: Scalars['Boolean']['output'];
  readonly kind: NotificationKind;
  /** DIRECT, MENTION, REPLY: the message as it is now; null once it is deleted, or the caller is not in the session any more. */
  readonly message: Maybe<MessagePreview>;
  /** ROLE_GIVEN: the new role. */
  readonly role: Maybe<MemberRole>;
  readonly sessionId: Scalars['ID']['output'];
  /** Null where the session has no name, or the caller is not in it any more. */
  readonly sessionName: Maybe<Scalars['String']['output']>;
};

/** One page of notifications. */
export type NotificationConnection = {
  readonly items: ReadonlyArray<Notification>;
  readonly pageInfo: PageInfo;
  /** How many are newer than the newest one seen. Counting stops at 100. */
  readonly unseenCount: Scalars['Int']['output'];
};

/** What a notification is about. */
export type NotificationKind =
  /** The caller was made a member. */
  | 'ADDED'
  /** A message of a DIRECT session. */
  | 'DIRECT'
  /** The caller is invited. */
  | 'INVITED'
  /** Someone asks to be let in, and the caller may approve it. */
  | 'JOIN_REQUESTED'
  /** A message that mentions the caller. */
  | 'MENTION'
  /** The caller was rung, and did not come. */
  | 'MISSED_CALL'
  /** The caller is the owner now. */
  | 'OWNERSHIP_GIVEN'
  /** An answer to a message of the caller's, or in the thread that it starts. */
  | 'REPLY'
  /** The caller has another role. */
  | 'ROLE_GIVEN';

/** What a member wants to be notified of. */
export type NotificationLevel =
  | 'ALL'
  | 'MENTIONS'
  | 'NONE';

/** How a user wants to be notified. */
export type NotificationSettings = {
  /** Whether more than five messages of one session within a minute are told together, when the minute is over. */
  readonly digest: Scalars['Boolean']['output'];
  /** E-mail while none of their devices is there: once a session until they read it, and at most once an hour. */
  readonly emailEnabled: Scalars['Boolean']['output'];
  readonly pushEnabled: Scalars['Boolean']['output'];
  /** Null for none. */
  readonly quietHours: Maybe<QuietHours>;
  /** Whether a notification says what was said. */
  readonly showPreviews: Scalars['Boolean']['output'];
};

/** Where a page stands. Cursors are opaque, and belong to the list they came from. */
export type PageInfo = {
  /** Of the last item; null on an empty page. */
  readonly endCursor: Maybe<Scalars['String']['output']>;
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Of the first item; null on an empty page. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
};

/** One thing that a role allows. `docs/permissions.md` has the table. */
export type Permission =
  | 'ADD_MEMBERS'
  | 'APPROVE'
  | 'ARCHIVE'
  | 'BAN'
  | 'CHANGE_ROLES'
  | 'CHANGE_SETTINGS'
  | 'EDIT_SESSION'
  | 'FREEZE'
  | 'INVITE'
  | 'MODERATE_CALLS'
  | 'MODERATE_MESSAGES'
  | 'MUTE'
  | 'PIN'
  | 'POST'
  | 'READ_AUDIT'
  | 'REMOVE_MEMBERS'
  | 'TRANSFER_OWNERSHIP';

/** A message that is kept at hand. */
export type PinnedMessage = {
  readonly message: Message;
  readonly pinnedAt: Scalars['AWSDateTime']['output'];
  readonly pinnedBy: Scalars['ID']['output'];
  /** Null for no end. */
  readonly until: Maybe<Scalars['AWSDateTime']['output']>;
};

/** POLL. */
export type PollContent = {
  /** When it was closed by hand; null while it was not. */
  readonly closedAt: Maybe<Scalars['AWSDateTime']['output']>;
  /** No votes from then on; null for no such time. */
  readonly closesAt: Maybe<Scalars['AWSDateTime']['output']>;
  /** Whether who voted for what stays hidden, from everyone. */
  readonly isAnonymous: Scalars['Boolean']['output'];
  /** Whether a vote may name several options. */
  readonly isMultiple: Scalars['Boolean']['output'];
  /** 2 to 20. */
  readonly options: ReadonlyArray<PollOption>;
  readonly question: Scalars['String']['output'];
  /** How many members voted. */
  readonly voterCount: Scalars['Int']['output'];
};

export type PollInput = {
  /** At most a year ahead. */
  readonly closesAt?: InputMaybe<Scalars['AWSDateTime']['input']>;
  readonly isAnonymous?: InputMaybe<Scalars['Boolean']['input']>;
  readonly isMultiple?: InputMaybe<Scalars['Boolean']['input']>;
  /** 2 to 20 different ones, 1 to 100 characters each. */
  readonly options: ReadonlyArray<Scalars['String']['input']>;
  /** 1 to 300 characters. */
  readonly question: Scalars['String']['input'];
};

export type PollOption = {
  /** From 0, in the order given. */
  readonly id: Scalars['Int']['output'];
  readonly text: Scalars['String']['output'];
  readonly votes: Scalars['Int']['output'];
};

export type PollVote = {
  readonly optionIds: ReadonlyArray<Scalars['Int']['output']>;
  readonly userId: Scalars['ID']['output'];
};

export type PollVoteConnection = {
  readonly items: ReadonlyArray<PollVote>;
  readonly pageInfo: PageInfo;
};

/** Whether someone is there. */
export type Presence = {
  /** Whom its live event is for: the user, or nobody where nothing changed. */
  readonly channels: ReadonlyArray<Scalars['ID']['output']>;
  /** When to take them for OFFLINE without a further word; null for OFFLINE. */
  readonly expiresAt: Maybe<Scalars['AWSDateTime']['output']>;
  /** Null when unknown. */
  readonly lastSeenAt: Maybe<Scalars['AWSDateTime']['output']>;
  /** Their own words for it. */
  readonly note: Maybe<Scalars['String']['output']>;
  readonly status: PresenceStatus;
  readonly userId: Scalars['ID']['output'];
};

/** Whether someone is there, most important first. */
export type PresenceStatus =
  | 'AWAY'
  /** There, and not to be disturbed. */
  | 'BUSY'
  /** Set while in a call, never by hand. */
  | 'IN_CALL'
  | 'OFFLINE'
  | 'ONLINE';

/** One participant's worst minute. */
export type QualityMinute = {
  readonly averages: QualitySample;
  readonly startsAt: Scalars['AWSDateTime']['output'];
  readonly userId: Scalars['ID']['output'];
};

/** How a connection was. */
export type QualitySample = {
  readonly bandwidthKbps: Scalars['Float']['output'];
  readonly jitterMs: Scalars['Float']['output'];
  /** There and back. */
  readonly latencyMs: Scalars['Float']['output'];
  /** 0 to 100. */
  readonly packetLossPercent: Scalars['Float']['output'];
};

export type Query = {
  /**
   * Who was told the author of which anonymous message, newest first, for owners and admins. `limit` is 1 to 100.
   * Refused: `SessionNotFound`, `NotAllowed`, `BadCursor`, `BadInput`, `TryAgain`.
   */
  readonly auditLog: Maybe<AuditConnection>;
  /**
   * Who is banned from a session, for those who may ban.
   * Refused: `SessionNotFound`, `NotAllowed`, `TryAgain`.
   */
  readonly bannedMembers: Maybe<ReadonlyArray<Ban>>;
  /**
   * A call, for members of its session, with how its connections were.
   * Refused: `CallNotFound`, `TryAgain`.
   */
  readonly call: Maybe<CallReport>;
  /**
   * The calls of a session, newest first. `limit` is 1 to 50. `after` is the `endCursor` of the page before.
   * Refused: `SessionNotFound`, `BadCursor`, `BadInput`, `TryAgain`.
   */
  readonly callHistory: Maybe<VideoCallConnection>;
  /**
   * One session of the caller's.
   * Refused: `SessionNotFound`.
   */
  readonly chatSession: Maybe<ChatSession>;
  /**
   * PUBLIC sessions by name, those whose name or tags hold `text` and that carry `tag`, where these are given.
   * `limit` is 1 to 100. `after` is the `endCursor` of the page before; a page may hold fewer than `limit`, and there are
   * more as long as `hasNextPage`. Sessions that banned the caller are not among them.
   * Refused: `BadCursor`, `BadInput`, `TryAgain`.
   */
  readonly discoverSessions: Maybe<DiscoveredSessionConnection>;
  /**
   * Earlier contents of an edited message, oldest first, for those who may moderate.
   * Refused: `MessageNotFound`, `NotAllowed`, `TryAgain`.
   */
  readonly editHistory: Maybe<ReadonlyArray<MessageEdit>>;
  /**
   * Where a CLEAN file can be fetched, for a minute, by those who are in its session at this moment. It is answered as an
   * attachment of its own name. A file that no message carries yet is its owner's alone.
   * Refused: `FileNotFound`, `TryAgain`.
   */
  readonly fileUrl: Maybe<FileUrl>;
  /**
   * Who asks to be let in, oldest first, for those who may approve.
   * Refused: `SessionNotFound`, `NotAllowed`, `TryAgain`.
   */
  readonly joinRequests: Maybe<ReadonlyArray<JoinRequest>>;
  /**
   * The members of a session, by user id. `limit` is 1 to 100. `after` is the `endCursor` of the page before.
   * Refused: `SessionNotFound`, `BadCursor`, `BadInput`.
   */
  readonly members: Maybe<MemberConnection>;
  /**
   * One message.
   * Refused: `MessageNotFound`, `TryAgain`.
   */
  readonly message: Maybe<Message>;
  /**
   * A cursor that stands where the first message at or after `date` is, or will be.
   * Refused: `SessionNotFound`, `BadInput`, `TryAgain`.
   */
  readonly messageCursorAt: Maybe<Scalars['String']['output']>;
  /**
   * How many members other than its sender have received and read a message, and who: the first 100 readers by user id.
   * Refused: `MessageNotFound`, `TryAgain`.
   */
  readonly messageReceipts: Maybe<MessageReceipts>;
  /**
   * One page of a session's messages, always oldest first within the page. Replies in threads are not among them.
   * Without a cursor: the newest page. `before` a cursor: the page of older ones; `after` a cursor: the page of newer
   * ones; `around` a cursor: the message there and both its sides; one of them at most. The id of any message of the
   * session is a cursor, and so are `messageCursorAt` and `firstUnreadCursor`. `limit` is 1 to 100.
   * Refused: `SessionNotFound`, `BadCursor`, `BadInput`.
   */
  readonly messages: Maybe<MessageConnection>;
  /**
   * Whom the caller blocked, oldest first. Nobody learns who blocked them.
   * Refused: `TryAgain`.
   */
  readonly myBlockedUsers: Maybe<ReadonlyArray<BlockedUser>>;
  /**
   * The caller's sessions, newest activity first.
   * `limit` is 1 to 100. `after` is the `endCursor` of the page before.
   * Refused: `BadCursor`, `BadInput`.
   */
  readonly myChatSessions: Maybe<ChatSessionConnection>;
  /**
   * The devices that the caller is notified on, the one registered last first. What they are reached by is told to nobody.
   * Refused: `TryAgain`.
   */
  readonly myDevices: Maybe<ReadonlyArray<Device>>;
  /**
   * The sessions that the caller is invited to, oldest invitation first; those that take no entries now are not among them.
   * Refused: `TryAgain`.
   */
  readonly myInvites: Maybe<ReadonlyArray<Invite>>;
  /**
   * The caller's own reactions and votes on up to 50 messages of one session; messages without either are not listed.
   * Refused: `SessionNotFound`, `BadInput`, `TryAgain`.
   */
  readonly myMarks: Maybe<ReadonlyArray<MyMarks>>;
  /**
   * How the caller wants to be notified, over all sessions; `MemberPreferences` say it of one.
   * Refused: `TryAgain`.
   */
  readonly notificationSettings: Maybe<NotificationSettings>;
  /**
   * What the caller was notified of in the last 90 days, newest first: messages of DIRECT sessions, mentions, replies, and what
   * sessions themselves have for them. `limit` is 1 to 100. `after` is the `endCursor` of the page before.
   * Refused: `BadCursor`, `BadInput`, `TryAgain`.
   */
  readonly notifications: Maybe<NotificationConnection>;
  /**
   * A session's pins, newest first; those whose time is over and those of deleted messages are not among them.
   * Refused: `SessionNotFound`, `TryAgain`.
   */
  readonly pinnedMessages: Maybe<ReadonlyArray<PinnedMessage>>;
  /**
   * Who voted for what in a poll that is not anonymous, by user id. `limit` is 1 to 100.
   * Refused: `MessageNotFound`, `NotAllowed`, `BadCursor`, `BadInput`, `TryAgain`.
   */
  readonly pollVotes: Maybe<PollVoteConnection>;
  /**
   * Whether members of a session are there; at most 100 user ids. Those who are no members are answered as OFFLINE.
   * Refused: `SessionNotFound`, `BadInput`, `TryAgain`.
   */
  readonly presence: Maybe<ReadonlyArray<Presence>>;
  /**
   * Who reacted to a message, by user id, each with all of their reactions. `limit` is 1 to 100.
   * Refused: `MessageNotFound`, `BadCursor`, `BadInput`, `TryAgain`.
   */
  readonly reactors: Maybe<ReactorConnection>;
  /**
   * How far each member has received and read, in a session of at most 50 members; empty in a larger one.
   * Refused: `SessionNotFound`, `TryAgain`.
   */
  readonly receipts: Maybe<ReadonlyArray<ReadReceipt>>;
  /**
   * The session's log after position `after`: what a client that holds everything up to `after` needs to be up to date.
   * Ask again from `contiguousSeq` until it equals `lastSeq`. `limit` is 1 to 200. Strongly consistent.
   * Refused: `SessionNotFound`, `BadInput`.
   */
  readonly sessionLog: Maybe<SessionLogPage>;
  /**
   * What was replied in the thread that a message starts, always oldest first within the page; cursors as in `messages`.
   * `messageId` names the message that starts it. `limit` is 1 to 100.
   * Refused: `MessageNotFound`, `BadCursor`, `BadInput`, `TryAgain`.
   */
  readonly threadMessages: Maybe<MessageConnection>;
  /**
   * The caller's own view of a thread: how far they read, and how much others wrote since.
   * Refused: `MessageNotFound`, `TryAgain`.
   */
  readonly threadReadState: Maybe<ThreadReadState>;
  /**
   * Addresses to send parts of an own upload to, each by PUT and within five minutes: 1 to 100 part numbers, from 1. A part may be
   * sent again, and takes the place of the one before: an upload that broke off goes on with the parts that are missing.
   * Refused: `FileNotFound`, `BadInput`, `TryAgain`.
   */
  readonly uploadParts: Maybe<ReadonlyArray<UploadPart>>;
  /**
   * The numbers of the parts of an own upload that are there.
   * Refused: `FileNotFound`, `TryAgain`.
   */
  readonly uploadedParts: Maybe<ReadonlyArray<Scalars['Int']['output']>>;
};


export type QueryAuditLogArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  sessionId: Scalars['ID']['input'];
};


export type QueryBannedMembersArgs = {
  sessionId: Scalars['ID']['input'];
};


export type QueryCallArgs = {
  callId: Scalars['ID']['input'];
};


export type QueryCallHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  sessionId: Scalars['ID']['input'];
};


export type QueryChatSessionArgs = {
  sessionId: Scalars['ID']['input'];
};


export type QueryDiscoverSessionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  tag?: InputMaybe<Scalars['String']['input']>;
  text?: InputMaybe<Scalars['String']['input']>;
};


export type QueryEditHistoryArgs = {
  messageId: Scalars['ID']['input'];
};


export type QueryFileUrlArgs = {
  fileId: Scalars['ID']['input'];
  variant?: InputMaybe<FileVariant>;
};


export type QueryJoinRequestsArgs = {
  sessionId: Scalars['ID']['input'];
};


export type QueryMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  sessionId: Scalars['ID']['input'];
};


export type QueryMessageArgs = {
  messageId: Scalars['ID']['input'];
};


export type QueryMessageCursorAtArgs = {
  date: Scalars['AWSDateTime']['input'];
  sessionId: Scalars['ID']['input'];
};


export type QueryMessageReceiptsArgs = {
  messageId: Scalars['ID']['input'];
};


export type QueryMessagesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  around?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  sessionId: Scalars['ID']['input'];
};


export type QueryMyChatSessionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryMyMarksArgs = {
  messageIds: ReadonlyArray<Scalars['ID']['input']>;
  sessionId: Scalars['ID']['input'];
};


export type QueryNotificationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryPinnedMessagesArgs = {
  sessionId: Scalars['ID']['input'];
};


export type QueryPollVotesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  messageId: Scalars['ID']['input'];
};


export type QueryPresenceArgs = {
  sessionId: Scalars['ID']['input'];
  userIds: ReadonlyArray<Scalars['ID']['input']>;
};


export type QueryReactorsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  messageId: Scalars['ID']['input'];
};


export type QueryReceiptsArgs = {
  sessionId: Scalars['ID']['input'];
};


export type QuerySessionLogArgs = {
  after?: InputMaybe<Scalars['Int']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  sessionId: Scalars['ID']['input'];
};


export type QueryThreadMessagesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  messageId: Scalars['ID']['input'];
};


export type QueryThreadReadStateArgs = {
  messageId: Scalars['ID']['input'];
};


export type QueryUploadPartsArgs = {
  fileId: Scalars['ID']['input'];
  parts: ReadonlyArray<Scalars['Int']['input']>;
};


export type QueryUploadedPartsArgs = {
  fileId: Scalars['ID']['input'];
};

/** Every day from `start` up to `end`, over midnight too: what comes then is told in one notification at the end. */
export type QuietHours = {
  /** HH:MM. */
  readonly end: Scalars['String']['output'];
  /** HH:MM, by the clock on the wall. */
  readonly start: Scalars['String']['output'];
  /** Of the IANA database; null for that of the device registered last. */
  readonly timeZone: Maybe<Scalars['String']['output']>;
};

export type QuietHoursInput = {
  /** HH:MM, and not `start`. */
  readonly end: Scalars['String']['input'];
  /** HH:MM, 00:00 to 23:59. */
  readonly start: Scalars['String']['input'];
  /** Of the IANA database; null for that of the device registered last. */
  readonly timeZone?: InputMaybe<Scalars['String']['input']>;
};

/** How many members reacted with an emoji. */
export type Reaction = {
  readonly count: Scalars['Int']['output'];
  readonly emoji: Scalars['String']['output'];
};

/** A member who reacted, with all of their reactions. */
export type Reactor = {
  readonly emojis: ReadonlyArray<Scalars['String']['output']>;
  readonly userId: Scalars['ID']['output'];
};

export type ReactorConnection = {
  readonly items: ReadonlyArray<Reactor>;
  readonly pageInfo: PageInfo;
};

/** How far a member has received and read. */
export type ReadReceipt = {
  /** Whom its live event is for: the session, or nobody where it has more than 50 members or nothing changed. */
  readonly audience: ReadonlyArray<Scalars['ID']['output']>;
  readonly lastDeliveredSeq: Scalars['Int']['output'];
  readonly lastReadSeq: Scalars['Int']['output'];
  /** Null before the first. */
  readonly readAt: Maybe<Scalars['AWSDateTime']['output']>;
  readonly sessionId: Scalars['ID']['output'];
  readonly userId: Scalars['ID']['output'];
};

/** Why there is no recording. */
export type RecordingFailure =
  | 'GIVEN_UP'
  | 'NEVER_STARTED'
  | 'NO_FILES'
  | 'REFUSED'
  /** Its files were looked at, as every file is, and none may be fetched. */
  | 'REJECTED';

/** How far a recording has come. */
export type RecordingState =
  | 'AVAILABLE'
  | 'FAILED'
  /** It has ended; its files are on their way, or looked at as every file is. */
  | 'PROCESSING'
  | 'RECORDING'
  | 'STARTING'
  | 'STOPPING';

export type RegisterDeviceInput = {
  /** 1 to 128 characters, the device's own: the same at each start. */
  readonly deviceId: Scalars['ID']['input'];
  /** BCP 47. */
  readonly locale?: InputMaybe<Scalars['String']['input']>;
  readonly platform: DevicePlatform;
  /** Of the IANA database. */
  readonly timeZone?: InputMaybe<Scalars['String']['input']>;
  /** IOS, ANDROID: what Apple or Google gave the app, at most 4,096 characters. */
  readonly token?: InputMaybe<Scalars['String']['input']>;
  /** WEB: the browser's subscription. */
  readonly webPush?: InputMaybe<WebPushInput>;
};

/** Over the last seconds, as the client measured it. */
export type ReportCallQualityInput = {
  /** 0 to 1,000,000. */
  readonly bandwidthKbps: Scalars['Float']['input'];
  readonly callId: Scalars['ID']['input'];
  /** 0 to 60,000. */
  readonly jitterMs: Scalars['Float']['input'];
  /** There and back; 0 to 60,000. */
  readonly latencyMs: Scalars['Float']['input'];
  /** 0 to 100. */
  readonly packetLossPercent: Scalars['Float']['input'];
};

export type RequestUploadInput = {
  /** In milliseconds, of audio or video. */
  readonly durationMs?: InputMaybe<Scalars['Int']['input']>;
  readonly height?: InputMaybe<Scalars['Int']['input']>;
  readonly mediaType: Scalars['String']['input'];
  /** 1 to 255 characters, for display alone. */
  readonly name: Scalars['String']['input'];
  readonly sessionId: Scalars['ID']['input'];
  /** In bytes; at most what the session takes. */
  readonly size: Scalars['Int']['input'];
  /** In pixels, of an image or video; an image is measured. */
  readonly width?: InputMaybe<Scalars['Int']['input']>;
};

export type SendCallSignalInput = {
  readonly callId: Scalars['ID']['input'];
  readonly kind: SignalKind;
  /** 1 to 64,000 characters: a session description, or a candidate. */
  readonly payload: Scalars['String']['input'];
  /** A user who is in the call. */
  readonly to: Scalars['ID']['input'];
};

export type SendMessageInput = {
  /** 1 to 128 characters; makes the send repeatable. */
  readonly clientMessageId: Scalars['ID']['input'];
  readonly content: MessageContentInput;
  /** Sends it under the caller's alias, where the session allows it. */
  readonly isAnonymous?: InputMaybe<Scalars['Boolean']['input']>;
  readonly kind?: InputMaybe<MessageKind>;
  /** User ids; those who are no members are left out. At most 50. */
  readonly mentions?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The message that this one answers, of the same session. */
  readonly replyToId?: InputMaybe<Scalars['ID']['input']>;
  readonly sessionId: Scalars['ID']['input'];
  /** The message whose thread this one goes to, of the same session and itself in no thread. */
  readonly threadRootId?: InputMaybe<Scalars['ID']['input']>;
};

/** Who a session is for, and who may post. */
export type SessionKind =
  /** Up to 1,000 members; only owners, admins and moderators post. */
  | 'ANNOUNCEMENT'
  /** Exactly two members, once for each pair. */
  | 'DIRECT'
  /** 2 to 50 members. */
  | 'GROUP'
  /** By invitation only, up to 1,000 members. */
  | 'PRIVATE'
  /** Discoverable, up to 1,000 members. */
  | 'PUBLIC';

/** A stretch of the session log. */
export type SessionLogPage = {
  /** Every position up to here is known and final: the only value a client's durable cursor may move to. */
  readonly contiguousSeq: Scalars['Int']['output'];
  /** In order of `seq`. What lies beyond `contiguousSeq` may be shown at once and will be returned again. */
  readonly entries: ReadonlyArray<LogEntry>;
  /** The newest position taken when this page was read. */
  readonly lastSeq: Scalars['Int']['output'];
};

/** Rules of a session, for those who may change them. */
export type SessionSettings = {
  /** Whether members may send messages under an alias. */
  readonly allowAnonymous: Scalars['Boolean']['output'];
  readonly allowFileUploads: Scalars['Boolean']['output'];
  /** Whether every member may invite; otherwise those may who may add members. */
  readonly allowInvites: Scalars['Boolean']['output'];
  /** Media types; empty for all that Parley takes. */
  readonly allowedFileTypes: ReadonlyArray<Scalars['String']['output']>;
  readonly enableAI: Scalars['Boolean']['output'];
  /** In bytes; at most 52,428,800. */
  readonly maxFileSize: Scalars['Int']['output'];
  /** At most what the kind of session holds. */
  readonly maxMembers: Scalars['Int']['output'];
  /** Days that messages are kept which are sent from then on; null for ever. After that nobody finds anything at their positions. */
  readonly messageRetentionDays: Maybe<Scalars['Int']['output']>;
  readonly moderationLevel: ModerationLevel;
  /** Whether joining a PUBLIC session must be approved. */
  readonly requireApproval: Scalars['Boolean']['output'];
  /** Seconds between two messages of a member below moderator; 0 for none, at most 3,600. */
  readonly slowModeSeconds: Scalars['Int']['output'];
};

export type SessionSettingsInput = {
  readonly allowAnonymous?: InputMaybe<Scalars['Boolean']['input']>;
  readonly allowFileUploads?: InputMaybe<Scalars['Boolean']['input']>;
  readonly allowInvites?: InputMaybe<Scalars['Boolean']['input']>;
  readonly allowedFileTypes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly enableAI?: InputMaybe<Scalars['Boolean']['input']>;
  readonly maxFileSize?: InputMaybe<Scalars['Int']['input']>;
  readonly maxMembers?: InputMaybe<Scalars['Int']['input']>;
  readonly messageRetentionDays?: InputMaybe<Scalars['Int']['input']>;
  readonly moderationLevel?: InputMaybe<ModerationLevel>;
  readonly requireApproval?: InputMaybe<Scalars['Boolean']['input']>;
  readonly slowModeSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** What members share of a session, as an event left it. */
export type SessionState = {
  readonly avatarUrl: Maybe<Scalars['AWSURL']['output']>;
  readonly bannerUrl: Maybe<Scalars['AWSURL']['output']>;
  readonly description: Maybe<Scalars['String']['output']>;
  readonly isFrozen: Scalars['Boolean']['output'];
  readonly name: Maybe<Scalars['String']['output']>;
  readonly settings: SessionSettings;
  readonly status: SessionStatus;
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
};

/** Whether a session takes new entries. */
export type SessionStatus =
  /** It does. */
  | 'ACTIVE'
  /** It is kept for reading. */
  | 'ARCHIVED'
  /** It was closed by an operator. */
  | 'BLOCKED';

/** What a session is about. */
export type SessionType =
  /** Questions around a course. */
  | 'COURSE_SUPPORT'
  /** Anything else. */
  | 'GENERAL'
  /** A scheduled lesson. */
  | 'LESSON';

export type SetPresenceInput = {
  /** 1 to 128 characters, the device's own. */
  readonly deviceId: Scalars['ID']['input'];
  /** At most 100 characters. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  readonly status: PresenceStatus;
};

/** What two clients tell each other to connect without a server between them (RFC 8829). */
export type SignalKind =
  | 'ANSWER'
  | 'CANDIDATE'
  | 'OFFER';

export type Subscription = {
  /**
   * What happens in the calls of one session. Each event carries the call as it was then or later: apply it where its `version` is
   * the greater, and ask `call` after a disconnection.
   * Refused: `SessionNotFound`.
   */
  readonly onCallEvent: Maybe<CallEvent>;
  /**
   * What other participants of a call tell the caller, who is in it: nobody else hears it. It ends when the caller is out.
   * Refused: `CallNotFound`, `CallEnded`, `NotInCall`, `TryAgain`.
   */
  readonly onCallSignal: Maybe<CallSignal>;
  /**
   * Messages of all of the caller's sessions, and those of the system that concern the caller wherever they come from: being in
   * one that is opened, being added, removed, banned. A subscription holds 180 sessions, by newest activity first; someone who
   * has more opens one for each `part`, from 0. A session that was entered later is heard by a subscription that is opened then.
   * Refused: `BadInput`, `TryAgain`.
   */
  readonly onInbox: Maybe<Message>;
  /**
   * Calls that ring for the caller, in any of their sessions. One rings until `ringsUntil`, or until `onCallEvent` says otherwise; it
   * may be told twice.
   * Refused: `BadInput`.
   */
  readonly onIncomingCall: Maybe<IncomingCall>;
  /**
   * Messages of one session as they are sent, those of the system among them. Live delivery is at most once: apply by `seq`, and
   * ask `sessionLog` when a position is missing. A message may arrive again after its sender retried.
   * Refused: `SessionNotFound`.
   */
  readonly onMessageSent: Maybe<Message>;
  /**
   * Changes of one session's messages as they happen: edits, deletions, reactions, votes. Each has its position in the log,
   * and the message as it was then or later: apply it where its `version` is the greater.
   * Refused: `SessionNotFound`.
   */
  readonly onMessageUpdated: Maybe<LogEntry>;
  /**
   * Presence of members of a session, at most 100 of them. Let it lapse at `expiresAt`.
   * Refused: `SessionNotFound`, `BadInput`, `TryAgain`.
   */
  readonly onPresence: Maybe<Presence>;
  /**
   * How far the members of one session have received and read, while it has at most 50 of them.
   * Refused: `SessionNotFound`.
   */
  readonly onReceipt: Maybe<ReadReceipt>;
  /**
   * Who is typing in one session, but for those with whom a block stands either way. It ends, to be opened anew, with every block
   * of the caller's or of them.
   * Refused: `SessionNotFound`, `TryAgain`.
   */
  readonly onTypingIndicator: Maybe<TypingIndicator>;
};


export type SubscriptionOnCallEventArgs = {
  sessionId: Scalars['ID']['input'];
};


export type SubscriptionOnCallSignalArgs = {
  callId: Scalars['ID']['input'];
};


export type SubscriptionOnInboxArgs = {
  part?: InputMaybe<Scalars['Int']['input']>;
};


export type SubscriptionOnMessageSentArgs = {
  sessionId: Scalars['ID']['input'];
};


export type SubscriptionOnMessageUpdatedArgs = {
  sessionId: Scalars['ID']['input'];
};


export type SubscriptionOnPresenceArgs = {
  sessionId: Scalars['ID']['input'];
  userIds: ReadonlyArray<Scalars['ID']['input']>;
};


export type SubscriptionOnReceiptArgs = {
  sessionId: Scalars['ID']['input'];
};


export type SubscriptionOnTypingIndicatorArgs = {
  sessionId: Scalars['ID']['input'];
};

/** A call that an event is about. */
export type SystemCall = {
  readonly callId: Scalars['ID']['output'];
  /** From the first answer to the end, in whole seconds; null for one that is not over, or that nobody answered. */
  readonly durationSeconds: Maybe<Scalars['Int']['output']>;
  /** CALL_RECORDED: files of the session, which `fileUrl` fetches, and which leave with this entry; null for every other. */
  readonly fileIds: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  readonly mode: CallMode;
};

/** SYSTEM: what happened. A field that an event has no use for is null. */
export type SystemContent = {
  /** Events that begin with CALL: which. */
  readonly call: Maybe<SystemCall>;
  readonly event: SystemEvent;
  /** MESSAGE_PINNED, MESSAGE_UNPINNED: which. */
  readonly messageId: Maybe<Scalars['ID']['output']>;
  /** ROLE_CHANGED: the new role. */
  readonly role: Maybe<MemberRole>;
  /** Events that begin with SESSION, but SESSION_OPENED, and SETTINGS_CHANGED: the session as it is from then on. */
  readonly session: Maybe<SessionState>;
  /** MEMBER_MUTED, MESSAGE_PINNED: until when. */
  readonly until: Maybe<Scalars['AWSDateTime']['output']>;
  /** Whom it concerns. */
  readonly userIds: ReadonlyArray<Scalars['ID']['output']>;
};

/** What happened in a session, as a SYSTEM message tells. */
export type SystemEvent =
  | 'CALL_DECLINED'
  | 'CALL_ENDED'
  | 'CALL_FAILED'
  | 'CALL_MISSED'
  | 'CALL_RECORDED'
  | 'CALL_STARTED'
  | 'MEMBERS_JOINED'
  | 'MEMBER_BANNED'
  | 'MEMBER_LEFT'
  | 'MEMBER_MUTED'
  | 'MEMBER_REMOVED'
  | 'MEMBER_UNBANNED'
  | 'MEMBER_UNMUTED'
  | 'MESSAGE_PINNED'
  | 'MESSAGE_UNPINNED'
  | 'OWNERSHIP_TRANSFERRED'
  | 'ROLE_CHANGED'
  | 'SESSION_ARCHIVED'
  | 'SESSION_BLOCKED'
  | 'SESSION_FROZEN'
  /**
   * The session was opened, with whoever hears it as a member. It is told live and alone, at `seq` 0: the log begins after it, and
   * `chatSession` has the rest.
   */
  | 'SESSION_OPENED'
  | 'SESSION_UNARCHIVED'
  | 'SESSION_UNBLOCKED'
  | 'SESSION_UNFROZEN'
  | 'SESSION_UPDATED'
  | 'SETTINGS_CHANGED';

/** A thread, as it is now. */
export type Thread = {
  readonly lastReplyAt: Scalars['AWSDateTime']['output'];
  /** Of those that are not deleted. */
  readonly replyCount: Scalars['Int']['output'];
  /** The message that starts it. */
  readonly rootId: Scalars['ID']['output'];
  /** Grows with each change, as `Message.version` of the root. */
  readonly version: Scalars['Int']['output'];
};

/** How far the caller has read in a thread. */
export type ThreadReadState = {
  readonly lastReadSeq: Scalars['Int']['output'];
  readonly rootId: Scalars['ID']['output'];
  /** Replies after that which others wrote and nobody deleted. Counting stops at 100. */
  readonly unreadCount: Scalars['Int']['output'];
};

/** Someone is typing, or has stopped. */
export type TypingIndicator = {
  /** When to stop showing it without a further word: 3 seconds on. */
  readonly expiresAt: Scalars['AWSDateTime']['output'];
  readonly isTyping: Scalars['Boolean']['output'];
  readonly sessionId: Scalars['ID']['output'];
  readonly userId: Scalars['ID']['output'];
  /** The display name from their token; null when it carries none. */
  readonly userName: Maybe<Scalars['String']['output']>;
};

export type UpdateCallMediaInput = {
  readonly callId: Scalars['ID']['input'];
  readonly camera?: InputMaybe<Scalars['Boolean']['input']>;
  readonly hand?: InputMaybe<Scalars['Boolean']['input']>;
  readonly microphone?: InputMaybe<Scalars['Boolean']['input']>;
  readonly screen?: InputMaybe<Scalars['Boolean']['input']>;
};

export type UpdateChatSessionInput = {
  /** https; null takes it away. */
  readonly avatarUrl?: InputMaybe<Scalars['AWSURL']['input']>;
  /** https; null takes it away. */
  readonly bannerUrl?: InputMaybe<Scalars['AWSURL']['input']>;
  /** At most 1,000 characters; null takes it away. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 100 characters once trimmed; null takes it away. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly sessionId: Scalars['ID']['input'];
  /** At most 10 of 1 to 30 characters; null takes them away. */
  readonly tags?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type UpdateMyPreferencesInput = {
  /** 1 to 100 characters; null takes it away. */
  readonly customName?: InputMaybe<Scalars['String']['input']>;
  /** Null for no such time. */
  readonly mutedUntil?: InputMaybe<Scalars['AWSDateTime']['input']>;
  readonly notifications?: InputMaybe<NotificationLevel>;
  readonly sessionId: Scalars['ID']['input'];
};

export type UpdateNotificationSettingsInput = {
  readonly digest?: InputMaybe<Scalars['Boolean']['input']>;
  readonly emailEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  readonly pushEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Null for none. */
  readonly quietHours?: InputMaybe<QuietHoursInput>;
  readonly showPreviews?: InputMaybe<Scalars['Boolean']['input']>;
};

export type UpdateSessionSettingsInput = {
  readonly sessionId: Scalars['ID']['input'];
  readonly settings: SessionSettingsInput;
};

export type UploadField = {
  readonly name: Scalars['String']['output'];
  readonly value: Scalars['String']['output'];
};

/** A form, as `multipart/form-data`: these fields in this order, and the bytes last, as the field `file`. */
export type UploadForm = {
  readonly fields: ReadonlyArray<UploadField>;
  readonly url: Scalars['String']['output'];
};

/** Every part but the last has this length; `uploadParts` says where each is sent to. */
export type UploadInParts = {
  readonly partCount: Scalars['Int']['output'];
  /** In bytes. */
  readonly partSize: Scalars['Int']['output'];
};

/** The address of one part: PUT its bytes there. */
export type UploadPart = {
  readonly expiresAt: Scalars['AWSDateTime']['output'];
  /** From 1. */
  readonly number: Scalars['Int']['output'];
  readonly url: Scalars['String']['output'];
};

/** How the bytes of a file get to the store: exactly one of the two is given. */
export type UploadTicket = {
  /** When the upload has to be there. */
  readonly expiresAt: Scalars['AWSDateTime']['output'];
  readonly fileId: Scalars['ID']['output'];
  readonly multipart: Maybe<UploadInParts>;
  readonly post: Maybe<UploadForm>;
};

/** A call in a session, as its members see it. */
export type VideoCall = {
  readonly createdAt: Scalars['AWSDateTime']['output'];
  /** From the first answer to the end, in whole seconds; null for one that is not over, or that nobody answered. */
  readonly durationSeconds: Maybe<Scalars['Int']['output']>;
  /** Null until it is over. */
  readonly endReason: Maybe<CallEndReason>;
  /** Null until it is over. */
  readonly endedAt: Maybe<Scalars['AWSDateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  /** Who was rung. */
  readonly invited: ReadonlyArray<CallInvite>;
  readonly mode: CallMode;
  /** Everyone who is or was in it, in the order in which they first came. */
  readonly participants: ReadonlyArray<CallParticipant>;
  /** Oldest first. While one is STARTING or RECORDING, whoever is in the call is shown so. */
  readonly recordings: ReadonlyArray<CallRecording>;
  /** Until then it rings. */
  readonly ringsUntil: Scalars['AWSDateTime']['output'];
  readonly sessionId: Scalars['ID']['output'];
  /** When the first one answered; null while nobody has. */
  readonly startedAt: Maybe<Scalars['AWSDateTime']['output']>;
  readonly startedBy: Scalars['ID']['output'];
  readonly state: CallState;
  /** Grows with each change: of two states, the one with the greater version is the newer. */
  readonly version: Scalars['Int']['output'];
};

/** One page of calls. */
export type VideoCallConnection = {
  readonly items: ReadonlyArray<VideoCall>;
  readonly pageInfo: PageInfo;
};

/** As `PushSubscription.toJSON()` has it. https://www.w3.org/TR/push-api/ */
export type WebPushInput = {
  /** `keys.auth`, base64url. */
  readonly auth: Scalars['String']['input'];
  /** https. */
  readonly endpoint: Scalars['String']['input'];
  /** `keys.p256dh`, base64url. */
  readonly p256dh: Scalars['String']['input'];
};
