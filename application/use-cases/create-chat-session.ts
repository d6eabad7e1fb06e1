import { ChatSession } from '../../domain/chat-session/chat-session.ts';
import { preferencesAtFirst } from '../../domain/chat-session/preferences.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import { parseUserId, seqZero } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { refusalOfClientSessionId } from '../../domain/vocabulary/identifiers.ts';
import { noTalking } from '../../domain/vocabulary/permissions.ts';
import { tellOfChange } from '../chat-sessions/tell-of-change.ts';
import { viewAt } from '../chat-sessions/view-at.ts';
import type { ChatService, CreateChatSession } from '../ports/chat-service.ts';
import type { ChatSessionDirectory, ChatSessionView } from '../ports/chat-session-directory.ts';
import type { ChatSessions } from '../ports/chat-sessions.ts';
import { PairKeptApart, SessionAlreadyExists } from '../ports/chat-sessions.ts';
import type { Ids, OpenedSessionIds } from '../ports/ids.ts';
import type { HourlyRates } from '../ports/hourly-rates.ts';
import type { LiveDelivery } from '../ports/live-delivery.ts';
import { refusalOfOpeningRate } from '../rates/hourly-rates.ts';
import type { RateDependencies } from '../rates/refusal-of-rate.ts';
import { refusedWhenBusy, sessionNotFound } from './refusals.ts';

export interface CreateChatSessionDependencies extends RateDependencies, Pick<HourlyRates, 'sessionsPerHour'> {
  readonly chatSessions: Pick<ChatSessions, 'find' | 'save'>;
  readonly directory: Pick<ChatSessionDirectory, 'view'>;
  readonly live: LiveDelivery;
  readonly ids: Ids;
  readonly openedSessionIds: OpenedSessionIds;
}

/**
 * Opens a session, tells its members live, and answers it as its creator sees it. A DIRECT session is one for each pair, and one with a client session id
 * is one for each of its creator's: where it stands already, it is answered as it is now, and nothing is counted.
 * Refused: `BadInput`, `NotAllowed` where the two of a DIRECT session do not talk, `SessionNotFound` to a creator who is no
 * longer in it, `RateLimited`, `TryAgain`.
 */
export function createChatSession(dependencies: CreateChatSessionDependencies): ChatService['createChatSession'] {
  const { chatSessions, directory, live, clock, ids, openedSessionIds } = dependencies;

  /** The session that stands, as the caller sees it now. */
  async function standing(id: SessionId, { creator }: CreateChatSession): Promise<Result<ChatSessionView>> {
    const view = await directory.view(creator, id);
    return view === undefined ? refused(sessionNotFound) : done(viewAt(view, clock.now()));
  }

  async function save(session: ChatSession, wish: CreateChatSession): Promise<Result<ChatSessionView>> {
    try {
      await chatSessions.save(session);
      await tellOfChange(live, session.changes(), []);
      return done(newView(session));
    } catch (error) {
      // Someone else, or a repetition, was faster: theirs is the one that stands.
      if (error instanceof SessionAlreadyExists) return standing(session.id, wish);
      if (error instanceof PairKeptApart) return refused(noTalking);
      throw error;
    }
  }

  return (wish) =>
    refusedWhenBusy(async () => {
      const malformed = wish.clientSessionId === null ? undefined : refusalOfClientSessionId(wish.clientSessionId);
      if (malformed !== undefined) return refused(malformed);
      const name = nameOf(wish, openedSessionIds);
      const opened = ChatSession.open({ ...wish, id: name ?? ids.sessionId(), alias: ids.alias, at: clock.now() });
      if (!opened.ok) return opened;
      const isRepeated = name !== undefined && (await chatSessions.find(name, [])) !== undefined;
      if (isRepeated) return standing(name, wish);
      const refusal = await refusalOfOpeningRate(dependencies, wish.creator);
      return refusal === undefined ? save(opened.value, wish) : refused(refusal);
    });
}

/** What the session is called by those who may open it again; `undefined` for one that is new each time. */
function nameOf(
  { kind, creator, memberIds, clientSessionId }: CreateChatSession,
  { ofPair, ofClient }: OpenedSessionIds,
): SessionId | undefined {
  if (kind !== 'DIRECT') return clientSessionId === null ? undefined : ofClient(creator, clientSessionId);
  const other = parseUserId(memberIds.find((memberId) => memberId !== creator) ?? '');
  return other === undefined ? undefined : ofPair(creator, other);
}

function newView({ state }: ChatSession): ChatSessionView {
  const own = state.members.find(({ userId }) => userId === state.createdBy);
  if (own === undefined) throw new Error('unable to show the session; its creator is not in it');
  return {
    id: state.id,
    sessionType: state.sessionType,
    kind: state.kind,
    name: state.name,
    description: state.description,
    avatarUrl: state.avatarUrl,
    bannerUrl: state.bannerUrl,
    tags: state.tags,
    status: state.status,
    isFrozen: state.isFrozen,
    settings: state.settings,
    createdBy: state.createdBy,
    createdAt: state.createdAt,
    memberCount: state.memberCount,
    lastSeq: seqZero,
    lastActivityAt: state.createdAt,
    lastMessageSeq: seqZero,
    myRole: own.role,
    myMutedUntil: own.mutedUntil,
    myAlias: own.alias,
    myPreferences: preferencesAtFirst,
    lastReadSeq: seqZero,
  };
}
