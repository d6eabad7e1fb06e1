import type { DiscoverableSession, DiscoveredView } from '../../application/ports/discoverable-sessions.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import { Attributes } from './attributes.ts';
import { readMeta } from './session-items.ts';

export function readDiscoverable(item: unknown): DiscoverableSession {
  const session = new Attributes(item, 'discoverable session');
  return {
    sessionId: session.sessionId('sessionId'),
    nameKey: session.text('nameKey'),
    tags: session.texts('tags'),
  };
}

/** A session by its META and DETAIL, as those see it who may enter; `undefined` for one that is not to be found. */
export function readDiscovered(
  id: SessionId,
  metaItem: unknown,
  detailItem: unknown,
  isMember: boolean,
): DiscoveredView | undefined {
  const { sessionType, kind, status, memberCount } = readMeta(metaItem);
  const detail = new Attributes(detailItem, 'session detail');
  if (kind !== 'PUBLIC' || status !== 'ACTIVE' || !detail.has('name')) return undefined;
  return {
    id,
    sessionType,
    name: detail.sessionName('name'),
    description: detail.textOrNull('description'),
    avatarUrl: detail.textOrNull('avatarUrl'),
    tags: detail.texts('tags'),
    memberCount,
    requireApproval: detail.partOrNull('settings')?.flag('requireApproval') ?? false,
    isMember,
  };
}
