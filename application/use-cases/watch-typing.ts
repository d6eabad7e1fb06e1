import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { parseSessionId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import type { Blocks } from '../ports/blocks.ts';
import type { CoMembers } from '../ports/co-members.ts';
import type { LiveService, TypingLeftOut } from '../ports/live-service.ts';
import { refusedWhenBusy, sessionNotFound } from './refusals.ts';

export interface WatchTypingDependencies {
  readonly coMembers: CoMembers;
  readonly blocks: Pick<Blocks, 'apartFrom'>;
}

/**
 * Whose typing a member is not to see: everyone with whom a block stands either way, whether they are in the session or may
 * come to be. Where these are more than a subscription can leave out, those of them who are in it now, until somebody joins;
 * where they are still more, everyone's. Refused: `SessionNotFound`, `TryAgain`.
 */
export function watchTyping({ coMembers, blocks }: WatchTypingDependencies): LiveService['watchTyping'] {
  return ({ user, sessionId: named }) =>
    refusedWhenBusy(async (): Promise<Result<TypingLeftOut>> => {
      const sessionId = parseSessionId(named);
      if (sessionId === undefined) return refused(sessionNotFound);
      const [members, apart] = await Promise.all([
        coMembers.among(sessionId, user, []),
        blocks.apartFrom(user, Limits.blocksOfUser),
      ]);
      if (members === undefined) return refused(sessionNotFound);
      if (apart === undefined) return done({ leftOut: null, untilJoin: false });
      if (apart.size <= Limits.typingLeftOut) return done({ leftOut: [...apart], untilJoin: false });

      const here = await membersAmong(coMembers, { sessionId, user, apart: [...apart] });
      return done({ leftOut: here.length <= Limits.typingLeftOut ? here : null, untilJoin: true });
    });
}

interface Asked {
  readonly sessionId: SessionId;
  readonly user: UserId;
  readonly apart: readonly UserId[];
}

/** Whoever left meanwhile is told nothing here: their subscription ends by itself. */
async function membersAmong(coMembers: CoMembers, { sessionId, user, apart }: Asked): Promise<readonly UserId[]> {
  const here: UserId[] = [];
  for (let from = 0; from < apart.length; from += Limits.presenceUsers) {
    const some = await coMembers.among(sessionId, user, apart.slice(from, from + Limits.presenceUsers));
    here.push(...(some ?? []));
  }
  return here;
}
