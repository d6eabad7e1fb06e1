import type { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { aUser } from '../builders/people.ts';
import type { Stores } from './stores.ts';

/** A session of two in which nothing was said, as it is stored. */
export async function savedSession({
  chatSessions,
}: Stores): Promise<{ session: ChatSession; ann: UserId; bob: UserId }> {
  const [ann, bob] = [aUser('ann'), aUser('bob')];
  const session = aChatSession({ creator: ann, memberIds: [bob] });
  await chatSessions.save(session);
  return { session, ann, bob };
}
