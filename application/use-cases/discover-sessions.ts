import type { Search } from '../../domain/chat-session/discovery.ts';
import { isFoundBy, parseSearch } from '../../domain/chat-session/discovery.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { refusalOfPageSize } from '../../domain/vocabulary/identifiers.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import type {
  DiscoverableSession,
  DiscoverableSessions,
  DiscoveredView,
  DiscoveryPosition,
} from '../ports/discoverable-sessions.ts';
import type { EnteringService } from '../ports/entering-service.ts';
import { discoveryCursorAt, readDiscoveryCursor } from './discovery-cursor.ts';
import { refusedWhenBusy } from './refusals.ts';

/** How many sessions one reading looks at, and how often one page reads on where few of them are found. */
const stretch = 200;
const stretchesAPage = 5;

interface Found {
  readonly view: DiscoveredView;
  readonly position: DiscoveryPosition;
}

/** What was found, in order, and where looking ended. */
interface Looked {
  readonly found: readonly Found[];
  /** Of the last one that was looked at; `null` where all were. */
  readonly upTo: DiscoveryPosition | null;
}

/**
 * One page of the PUBLIC sessions that fit a search, by name. What is looked at for one page is bounded: where few fit, it may
 * be short, or empty with a cursor from where to look on. Refused: `BadInput`, `BadCursor`, `TryAgain`.
 */
export function discoverSessions({
  discoverableSessions,
}: {
  readonly discoverableSessions: DiscoverableSessions;
}): EnteringService['discoverSessions'] {
  /** Looks on after a position until there is one more than the page takes, or enough was looked at. */
  async function look(user: UserId, search: Search, after: DiscoveryPosition | null, limit: number): Promise<Looked> {
    const found: Found[] = [];
    let upTo = after;
    for (let round = 0; round < stretchesAPage && found.length <= limit; round += 1) {
      const looked: readonly DiscoverableSession[] = await discoverableSessions.after(upTo, stretch);
      const fitting = new Map(
        looked.filter((session) => isFoundBy(session, search)).map((session) => [session.sessionId, session]),
      );
      const views = fitting.size === 0 ? [] : await discoverableSessions.views(user, [...fitting.keys()]);
      for (const view of views) {
        const position = fitting.get(view.id);
        if (position !== undefined) found.push({ view, position });
      }
      if (looked.length < stretch) return { found, upTo: null };
      upTo = looked.at(-1) ?? null;
    }
    return { found, upTo };
  }

  return ({ user, limit, after, ...raw }) =>
    refusedWhenBusy(async () => {
      const refusal = refusalOfPageSize(limit, Limits.sessionsPage);
      if (refusal !== undefined) return refused(refusal);
      const search = parseSearch(raw);
      if (!search.ok) return search;
      const list = { user, search: search.value };
      const from = after === null ? null : readDiscoveryCursor(after, list);
      const isForged = from === undefined || (from !== null && !(await discoverableSessions.isPublic(from.sessionId)));
      if (isForged) {
        return refused({ code: ErrorCode.BadCursor, why: 'the cursor was not made by this list for this caller' });
      }

      const { found, upTo } = await look(user, search.value, from, limit);
      const page = found.slice(0, limit);
      const [first, last] = [page.at(0)?.position, page.at(-1)?.position];
      const end = found.length > limit || upTo === null ? last : upTo;
      return done({
        items: page.map(({ view }) => view),
        startCursor: first === undefined ? null : discoveryCursorAt(list, first),
        endCursor: end === undefined ? null : discoveryCursorAt(list, end),
        hasPreviousPage: after !== null,
        hasNextPage: found.length > limit || upTo !== null,
      });
    });
}
