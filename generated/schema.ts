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

/** A conversation. */
export type ChatSession = {
  readonly createdAt: Scalars['AWSDateTime']['output'];
  /** The user who opened it. */
  readonly createdBy: Scalars['ID']['output'];
  /** Unguessable, URL-safe. */
  readonly id: Scalars['ID']['output'];
  readonly kind: SessionKind;
  /** When the newest position was taken, or the session was opened. */
  readonly lastActivityAt: Scalars['AWSDateTime']['output'];
  /** The newest message, cut for a list. Null before the first. */
  readonly lastMessage: Maybe<MessagePreview>;
  /** The caller's read pointer: everything up to this position was read. */
  readonly lastReadSeq: Scalars['Int']['output'];
  /** The newest position taken in the log; 0 in a new session. */
  readonly lastSeq: Scalars['Int']['output'];
  readonly memberCount: Scalars['Int']['output'];
  /** The caller's role. */
  readonly myRole: MemberRole;
  /** As shown to people; at most 100 characters. Null where the members' names serve. */
  readonly name: Maybe<Scalars['String']['output']>;
  readonly sessionType: SessionType;
  readonly status: SessionStatus;
  /** Messages after the read pointer that others wrote. Counting stops at 100: show "99+". */
  readonly unreadCount: Scalars['Int']['output'];
};

/** One page of sessions. */
export type ChatSessionConnection = {
  readonly items: ReadonlyArray<ChatSession>;
  readonly pageInfo: PageInfo;
};

export type CreateChatSessionInput = {
  readonly kind?: InputMaybe<SessionKind>;
  /** User ids of the other members; the caller is one without being named. DIRECT takes exactly one. */
  readonly memberIds: ReadonlyArray<Scalars['ID']['input']>;
  /** 1 to 100 characters once trimmed. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly sessionType?: InputMaybe<SessionType>;
};

/** One numbered change of a session. Its position and kind never change. */
export type LogEntry = {
  readonly createdAt: Scalars['AWSDateTime']['output'];
  readonly kind: LogEntryKind;
  /** Kind MESSAGE: the message as it is now. */
  readonly message: Maybe<Message>;
  readonly seq: Scalars['Int']['output'];
};

/** What an entry of the session log is. */
export type LogEntryKind =
  /** A message at its position. */
  | 'MESSAGE'
  /** A position whose writer gave up or repeated itself; it will stay empty for ever. */
  | 'VOID';

/** What a member may do, most first. */
export type MemberRole =
  | 'ADMIN'
  | 'MEMBER'
  | 'MODERATOR'
  | 'OWNER';

/** What one member said. */
export type Message = {
  /** The sender's own id for this message; the same one twice is one message. */
  readonly clientMessageId: Scalars['ID']['output'];
  readonly content: MessageContent;
  readonly createdAt: Scalars['AWSDateTime']['output'];
  /** Names the session and the position. */
  readonly id: Scalars['ID']['output'];
  readonly kind: MessageKind;
  readonly senderId: Scalars['ID']['output'];
  /** The sender's display name at the time, from their token; null when it carries none. */
  readonly senderName: Maybe<Scalars['String']['output']>;
  /** The position in the session's log; order is this number. */
  readonly seq: Scalars['Int']['output'];
  readonly sessionId: Scalars['ID']['output'];
};

/** One page of messages, oldest first. */
export type MessageConnection = {
  readonly items: ReadonlyArray<Message>;
  readonly pageInfo: PageInfo;
};

/** What a message holds, by kind. */
export type MessageContent = {
  /** TEXT: 1 to 5,000 characters (UTF-16 code units), exactly as typed; never HTML. */
  readonly text: Maybe<Scalars['String']['output']>;
};

export type MessageContentInput = {
  /** TEXT: 1 to 5,000 characters (UTF-16 code units), not blank, without NUL or lone surrogates. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
};

/** What a message carries. */
export type MessageKind =
  /** Plain text, stored as typed. */
  | 'TEXT';

/** A message cut to a line. */
export type MessagePreview = {
  readonly createdAt: Scalars['AWSDateTime']['output'];
  readonly kind: MessageKind;
  readonly senderId: Scalars['ID']['output'];
  readonly seq: Scalars['Int']['output'];
  /** The first 80 characters. */
  readonly text: Scalars['String']['output'];
};

export type Mutation = {
  /**
   * Opens a session with the caller as its owner and `memberIds` as members.
   * Refused: `BadInput`.
   */
  readonly createChatSession: Maybe<ChatSession>;
  /**
   * Moves the caller's read pointer to this message; a pointer only ever moves forward, so that an older message changes
   * nothing. The state is shared by all of the caller's devices.
   * Refused: `MessageNotFound`, `TryAgain`.
   */
  readonly markMessageAsRead: Maybe<ReadReceipt>;
  /**
   * Sends a message. The answer means: durable, at its final position, seen by everyone in the same order.
   * The same `clientMessageId` from the same sender in the same session is one message, however often it is sent
   * within 24 hours; each repetition returns that message. Feeds `onMessageSent`, and therefore refuses a selection set
   * that leaves out any field of `Message`, renames one by an alias or holds a named fragment.
   * Refused: `SessionNotFound`, `SessionReadOnly`, `NotAllowed`, `TextBlank`, `TextTooLong`, `TextMalformed`,
   * `BadInput`, `RateLimited`, `SelectionIncomplete`, `TryAgain`.
   */
  readonly sendMessage: Maybe<Message>;
  /**
   * Tells the other members that the caller is typing, or has stopped. Call it at most every 2.5 seconds while typing;
   * receivers let it lapse at `expiresAt`. Feeds `onTypingIndicator`, and therefore refuses a selection set
   * as `sendMessage` does.
   * Refused: `SessionNotFound`, `SelectionIncomplete`.
   */
  readonly sendTypingIndicator: Maybe<TypingIndicator>;
};


export type MutationCreateChatSessionArgs = {
  input: CreateChatSessionInput;
};


export type MutationMarkMessageAsReadArgs = {
  messageId: Scalars['ID']['input'];
};


export type MutationSendMessageArgs = {
  input: SendMessageInput;
};


export type MutationSendTypingIndicatorArgs = {
  isTyping?: InputMaybe<Scalars['Boolean']['input']>;
  sessionId: Scalars['ID']['input'];
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

export type Query = {
  /**
   * One session of the caller's.
   * Refused: `SessionNotFound`.
   */
  readonly chatSession: Maybe<ChatSession>;
  /**
   * One page of a session's messages, always oldest first within the page.
   * Without a cursor: the newest page. `before` a cursor: the page of older ones; `after` a cursor: the page of newer
   * ones; not both. `limit` is 1 to 100.
   * Refused: `SessionNotFound`, `BadCursor`, `BadInput`.
   */
  readonly messages: Maybe<MessageConnection>;
  /**
   * The caller's sessions, newest activity first.
   * `limit` is 1 to 100. `after` is the `endCursor` of the page before.
   * Refused: `BadCursor`, `BadInput`.
   */
  readonly myChatSessions: Maybe<ChatSessionConnection>;
  /**
   * The session's log after position `after`: what a client that holds everything up to `after` needs to be up to date.
   * Ask again from `contiguousSeq` until it equals `lastSeq`. `limit` is 1 to 200. Strongly consistent.
   * Refused: `SessionNotFound`, `BadInput`.
   */
  readonly sessionLog: Maybe<SessionLogPage>;
};


export type QueryChatSessionArgs = {
  sessionId: Scalars['ID']['input'];
};


export type QueryMessagesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  sessionId: Scalars['ID']['input'];
};


export type QueryMyChatSessionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
};


export type QuerySessionLogArgs = {
  after?: InputMaybe<Scalars['Int']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  sessionId: Scalars['ID']['input'];
};

/** How far a member has read. */
export type ReadReceipt = {
  readonly lastReadSeq: Scalars['Int']['output'];
  readonly readAt: Scalars['AWSDateTime']['output'];
  readonly sessionId: Scalars['ID']['output'];
  readonly userId: Scalars['ID']['output'];
};

export type SendMessageInput = {
  /** 1 to 128 characters; makes the send repeatable. */
  readonly clientMessageId: Scalars['ID']['input'];
  readonly content: MessageContentInput;
  readonly kind?: InputMaybe<MessageKind>;
  readonly sessionId: Scalars['ID']['input'];
};

/** Who a session is for, and who may post. */
export type SessionKind =
  /** Up to 1,000 members; only owners, admins and moderators post. */
  | 'ANNOUNCEMENT'
  /** Exactly two members. */
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

export type Subscription = {
  /**
   * Messages of one session as they are sent. Live delivery is at most once: apply by `seq`, and ask `sessionLog` when a
   * position is missing. A message may arrive again after its sender retried.
   * Refused: `SessionNotFound`.
   */
  readonly onMessageSent: Maybe<Message>;
  /**
   * Who is typing in one session.
   * Refused: `SessionNotFound`.
   */
  readonly onTypingIndicator: Maybe<TypingIndicator>;
};


export type SubscriptionOnMessageSentArgs = {
  sessionId: Scalars['ID']['input'];
};


export type SubscriptionOnTypingIndicatorArgs = {
  sessionId: Scalars['ID']['input'];
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
