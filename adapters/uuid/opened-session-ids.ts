import type { OpenedSessionIds } from '../../application/ports/ids.ts';
import { namedSessionId } from './named-uuid.ts';

const pairs = '08bfaae731d5e38be77282babfc4c076';
const clients = '56f281d7dec83b24f1811be202393a62';

/** No user id holds the separator, so that no two names run together. */
const separator = '#';

export const openedSessionIds: OpenedSessionIds = {
  ofPair: (one, other) => namedSessionId(pairs, [one, other].sort().join(separator)),
  ofClient: (creator, clientSessionId) => namedSessionId(clients, [creator, clientSessionId].join(separator)),
};
