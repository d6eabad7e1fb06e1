import type { Search } from '../../domain/chat-session/discovery.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { parseSessionId } from '../../domain/shared/ids.ts';
import type { DiscoveryPosition } from '../ports/discoverable-sessions.ts';

/** Whose list it is, and of what. */
export interface DiscoveryList {
  readonly user: UserId;
  readonly search: Search;
}

const separator = '|';

/** What a list is told by. Encoded, nothing holds the separator. */
const sealOf = ({ user, search }: DiscoveryList): string =>
  [user, search.text ?? '', search.tag ?? ''].map(encodeURIComponent).join(separator);

/** Where a page ended. Opaque to clients. */
export const discoveryCursorAt = (list: DiscoveryList, { sessionId, nameKey }: DiscoveryPosition): string =>
  [sessionId, encodeURIComponent(nameKey), sealOf(list)].join(separator);

/**
 * Reads a cursor of this list. `undefined` for one that it cannot have made: of another form, of another user, of another
 * search. That its session is there is for the caller to see.
 */
export function readDiscoveryCursor(cursor: string, list: DiscoveryList): DiscoveryPosition | undefined {
  const [id = '', encodedName = '', ...seal] = cursor.split(separator);
  const sessionId = parseSessionId(id);
  if (sessionId === undefined || seal.join(separator) !== sealOf(list)) return undefined;
  const nameKey = decoded(encodedName);
  // Only the one way of writing a name, so that no two cursors stand at the same place.
  return nameKey === undefined || nameKey === '' || encodeURIComponent(nameKey) !== encodedName
    ? undefined
    : { sessionId, nameKey };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
