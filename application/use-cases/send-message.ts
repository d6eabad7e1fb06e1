import type { SentContent } from '../../domain/message/content.ts';
import type { ComposedMessage, ComposeMessage, Message, MessageDraft } from '../../domain/message/message.ts';
import { composeMessage } from '../../domain/message/message.ts';
import type { Seq, SessionId } from '../../domain/shared/ids.ts';
import { parseFileId, parseMessageId, parseSessionId, positionOf, sessionOfFile } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { attachmentOf, fileNotFound, refusalOfAttaching } from '../../domain/vocabulary/files.ts';
import { readOnly, refusalOfPosting } from '../../domain/vocabulary/permissions.ts';
import type { Refusal } from '../../domain/vocabulary/refusal.ts';
import { isPacedOnceParsed, nestedThread, paceOf, refusalOfAnonymity } from '../../domain/vocabulary/sending-rules.ts';
import { parsedContent } from '../messages/parsed-content.ts';
import type { Attachments } from '../ports/attachments.ts';
import type { ChatSessions } from '../ports/chat-sessions.ts';
import type { Clock } from '../ports/clock.ts';
import type { CoMembers } from '../ports/co-members.ts';
import type { ContentChecks } from '../ports/content-checks.ts';
import type { RateGuards } from '../ports/rate-guards.ts';
import type { SessionLog, Standing } from '../ports/session-log.ts';
import { refusalOfRate } from '../rates/refusal-of-rate.ts';
import { appendMessage } from '../session-log/append-message.ts';
import { messageNotFound, refusedWhenBusy, sessionNotFound, tryAgain } from './refusals.ts';

export interface SendMessageDependencies {
  readonly sessionLog: SessionLog;
  readonly chatSessions: Pick<ChatSessions, 'find'>;
  readonly attachments: Pick<Attachments, 'find'>;
  readonly coMembers: CoMembers;
  readonly contentChecks: ContentChecks;
  readonly rateGuards: RateGuards;
  readonly clock: Clock;
  /** Of one user, over all sessions and devices; 0 is no limit. */
  readonly messagesPerMinute: number;
}

export interface SendMessage extends ComposeMessage {
  readonly sessionId: string;
  /** Messages of the session, by id. */
  readonly replyToId: string | null;
  readonly threadRootId: string | null;
  readonly isAnonymous: boolean;
}

/** Where a message points, in its session. */
interface Places {
  readonly replyTo: Seq | null;
  readonly threadRoot: Seq | null;
}

/**
 * Sends a message; the answer means that it is durable at its final position. The same client message id again answers the
 * message it named first, as it is now. `resolvers/Mutation.sendMessage.ts` takes the same steps.
 * Refused: `SessionNotFound`, `SessionReadOnly`, `NotAllowed`, `Muted`, `TextBlank`, `TextTooLong`, `TextMalformed`,
 * `FormulaMalformed`, `FileNotFound`, `AttachmentRefused`, `MessageNotFound`, `BadInput`, `RateLimited`, `TryAgain`.
 */
export function sendMessage(dependencies: SendMessageDependencies) {
  const { sessionLog, chatSessions, attachments, coMembers, contentChecks, clock, messagesPerMinute } = dependencies;

  /** Why the member may not say this in the session, or `undefined` when they may. */
  function refusalOf(standing: Standing, isAnonymous: boolean): Refusal | undefined {
    return (
      refusalOfPosting(standing, standing, clock.now()) ??
      (isAnonymous ? refusalOfAnonymity(standing.allowAnonymous, standing.alias) : undefined)
    );
  }

  /** The content with what is known of its file. Refused: `FileNotFound`, `AttachmentRefused`. */
  async function withFile(sessionId: SessionId, message: ComposedMessage): Promise<Result<SentContent>> {
    const { content, senderId, clientMessageId } = message;
    if (!('file' in content)) return done(content);
    const { kind, text, file: wish } = content;
    const id = parseFileId(wish.fileId);
    const isHere = id !== undefined && sessionOfFile(id) === sessionId;
    const [session, found] = await Promise.all([
      chatSessions.find(sessionId, []),
      isHere ? attachments.find(id) : undefined,
    ]);
    const file = found && { ...found, attachedAs: found.attached?.as };
    const settings = session?.changes().state.settings;
    if (file === undefined || settings === undefined) return refused(fileNotFound);
    const refusal = refusalOfAttaching(file, { kind, senderId, clientMessageId }, settings);
    return refusal === undefined
      ? done({ kind, text, attachment: attachmentOf(wish.fileId, file, wish.alt) })
      : refused(refusal);
  }

  /** Why the message cannot point there, or `undefined` when it can. */
  async function refusalOfPlaces(sessionId: SessionId, { replyTo, threadRoot }: Places): Promise<Refusal | undefined> {
    for (const seq of [replyTo, threadRoot]) {
      const entry = seq === null ? undefined : await sessionLog.entryAt(sessionId, seq);
      if (seq !== null && (entry?.kind !== 'MESSAGE' || entry.message.deletion !== null)) return messageNotFound;
    }
    const root = threadRoot === null ? undefined : await sessionLog.entryAt(sessionId, threadRoot);
    return root?.kind === 'MESSAGE' && root.message.threadRoot !== null ? nestedThread : undefined;
  }

  /** The content with what its parser says, of a sender who may send it now. Refused: `RateLimited`, `FormulaMalformed`. */
  async function guarded(draft: MessageDraft, standing: Standing): Promise<Result<SentContent>> {
    const { sessionId, senderId: user, clientMessageId, content } = draft;
    const seconds = paceOf(standing.slowModeSeconds, standing.role);
    const pace = seconds === 0 ? null : { sessionId, user, clientMessageId, seconds };
    const isPacedLater = isPacedOnceParsed(content.kind);
    const rate = { user, act: 'SEND' as const, limit: messagesPerMinute };
    const tooOften = await refusalOfRate(dependencies, { rate, pace: isPacedLater ? null : pace });
    if (tooOften !== undefined) return refused(tooOften);
    const parsed = await parsedContent(contentChecks, content);
    if (!parsed.ok || !isPacedLater) return parsed;
    const tooSoon = await refusalOfRate(dependencies, { rate: null, pace });
    return tooSoon === undefined ? parsed : refused(tooSoon);
  }

  async function membersAmong(sessionId: SessionId, { senderId, mentions }: ComposedMessage) {
    if (mentions.length === 0) return [];
    const members = await coMembers.among(sessionId, senderId, mentions);
    return mentions.filter((id) => members?.has(id));
  }

  async function append(draft: MessageDraft, accessVersion: number): Promise<Result<Message>> {
    const appended = await appendMessage(sessionLog, clock, draft, accessVersion);
    switch (appended.kind) {
      case 'appended':
        return done(appended.message);
      case 'readOnly':
        return refused(readOnly);
      case 'gone':
        return refused(sessionNotFound);
      case 'rootGone':
      case 'forgotten':
        return refused(messageNotFound);
      case 'fileGone':
      case 'overtaken':
      case 'contended':
        return refused(tryAgain);
    }
  }

  return (wish: SendMessage): Promise<Result<Message>> =>
    refusedWhenBusy(async () => {
      const { isAnonymous } = wish;
      const places = placesOf(wish);
      if (!places.ok) return places;
      const composed = composeMessage(wish, clock.now());
      if (!composed.ok) return composed;
      const sessionId = parseSessionId(wish.sessionId);
      const standing = sessionId && (await sessionLog.standing(sessionId, wish.senderId));
      if (sessionId === undefined || standing === undefined) return refused(sessionNotFound);

      const unwanted = refusalOf(standing, isAnonymous);
      if (unwanted !== undefined) return refused(unwanted);
      const said = await withFile(sessionId, composed.value);
      if (!said.ok) return said;
      const misplaced = await refusalOfPlaces(sessionId, places.value);
      if (misplaced !== undefined) return refused(misplaced);
      const mentions = await membersAmong(sessionId, composed.value);
      const alias = isAnonymous ? standing.alias : null;
      const { retentionDays } = standing;
      const where = { sessionId, ...places.value, retentionDays };
      const draft = { ...composed.value, ...where, content: said.value, alias, mentions };
      const content = await guarded(draft, standing);
      return content.ok ? append({ ...draft, content: content.value }, standing.accessVersion) : content;
    });
}

/** Where the message points; a message of another session is none of this one. Refused: `MessageNotFound`. */
function placesOf({ sessionId, replyToId, threadRootId }: SendMessage): Result<Places> {
  const [replyTo, threadRoot] = [replyToId, threadRootId].map((id) => {
    if (id === null) return null;
    const messageId = parseMessageId(id);
    const position = messageId && positionOf(messageId);
    return position?.sessionId === sessionId ? position.seq : undefined;
  });
  return replyTo === undefined || threadRoot === undefined ? refused(messageNotFound) : done({ replyTo, threadRoot });
}
