import type { ChatSessionState } from '../../domain/chat-session/state.ts';
import type { MemberRole } from '../../domain/vocabulary/sessions.ts';
import type { ToldAt } from '../builders/session-changes.ts';

/** What someone knows of a session who began with `state` and heard its log. */
export interface Heard {
  readonly roles: Map<string, MemberRole>;
  readonly mutes: Map<string, string>;
  readonly banned: Set<string>;
  pins: readonly (number | null)[];
  name: string | null;
  status: string;
  isFrozen: boolean;
  maxMembers: number;
}

const heardAtFirst = ({ members, name, status, isFrozen, settings }: ChatSessionState): Heard => ({
  roles: new Map(members.map(({ userId, role }) => [userId, role])),
  mutes: new Map(),
  banned: new Set(),
  pins: [],
  name,
  status,
  isFrozen,
  maxMembers: settings.maxMembers,
});

/**
 * Follows what a log tells, in its order, from how the session was at first.
 * @throws where an entry tells of what cannot have happened after those before it.
 */
export function replayed(state: ChatSessionState, told: readonly ToldAt[]): Heard {
  const heard = heardAtFirst(state);
  for (const one of told) apply(heard, one);
  return heard;
}

function apply(heard: Heard, { seq, by, facts }: ToldAt): void {
  const { roles, mutes, banned } = heard;
  const must = (isSo: boolean, why: string): void => {
    if (!isSo) throw new Error(`unable to follow ${facts.event} at ${seq}; ${why}`);
  };
  const [who = ''] = facts.userIds;
  const present = (): void => must(roles.has(who), `${who} is no member`);
  const goes = (): void => {
    roles.delete(who);
    mutes.delete(who);
  };
  switch (facts.event) {
    case 'MEMBERS_JOINED':
      for (const user of facts.userIds) {
        must(!roles.has(user) && !banned.has(user), `${user} is in already, or banned`);
        roles.set(user, 'MEMBER');
      }
      break;
    case 'MEMBER_LEFT':
    case 'MEMBER_REMOVED':
      present();
      goes();
      break;
    case 'MEMBER_BANNED':
      must(!banned.has(who), `${who} is banned already`);
      must(roles.has(who) !== (facts.ofOutsiders === true), `${who} is not where it says`);
      banned.add(who);
      goes();
      break;
    case 'MEMBER_UNBANNED':
      must(banned.delete(who), `${who} is not banned`);
      break;
    case 'MEMBER_MUTED':
      present();
      mutes.set(who, facts.until ?? '');
      break;
    case 'MEMBER_UNMUTED':
      present();
      must(mutes.delete(who), `${who} is not muted`);
      break;
    case 'ROLE_CHANGED':
      present();
      must(roles.get(who) !== facts.role && facts.role !== null, `${who} has the role already`);
      roles.set(who, facts.role ?? 'MEMBER');
      break;
    case 'OWNERSHIP_TRANSFERRED':
      present();
      roles.set(who, 'OWNER');
      roles.set(by, 'ADMIN');
      break;
    case 'MESSAGE_PINNED':
      heard.pins = [facts.messageSeq, ...heard.pins.filter((pin) => pin !== facts.messageSeq)];
      break;
    case 'MESSAGE_UNPINNED':
      must(heard.pins.includes(facts.messageSeq), 'nothing is pinned there');
      heard.pins = heard.pins.filter((pin) => pin !== facts.messageSeq);
      break;
    default: {
      const { session } = facts;
      must(session !== null, 'it does not say what became of the session');
      if (session === null) return;
      heard.name = session.name;
      heard.status = session.status;
      heard.isFrozen = session.isFrozen;
      heard.maxMembers = session.settings.maxMembers;
    }
  }
}
