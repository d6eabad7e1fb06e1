import type { MessageChange } from '../../domain/vocabulary/messages.ts';
import { SystemEvent, aliasId, systemSender } from '../../domain/vocabulary/messages.ts';
import { outranks } from '../../domain/vocabulary/permissions.ts';
import { settingsAtFirst } from '../../domain/vocabulary/session-settings.ts';
import type { MemberRole } from '../../domain/vocabulary/sessions.ts';
import type { Action, Answer, Send } from './actions.ts';
import type { Member, Model, Session, SystemFacts } from './model.ts';
import { memberCountOf, memberOf, messageAt, readIn, sessionIn } from './model.ts';

/** Writes down what an action changed, at the position that the answer names. The model is changed in place. */
export const apply = (model: Model, action: Action, answer: Answer): void => {
  const at = answer.seq ?? 0;
  if (action.act === 'create') {
    if (answer.sessionId !== undefined) model.sessions.push(opened(action, answer.sessionId));
    return;
  }
  if (action.act === 'block') {
    if (!model.blocks.some(({ by, user }) => by === action.by && user === action.user)) {
      model.blocks.push({ by: action.by, user: action.user });
    }
    return;
  }
  if (action.act === 'unblock') {
    const held = model.blocks.findIndex(({ by, user }) => by === action.by && user === action.user);
    if (held >= 0) model.blocks.splice(held, 1);
    return;
  }
  const session = sessionIn(model, action.session);
  if (session === undefined) return;
  if (action.act === 'send') said(session, action.by, action, at, answer.senderName ?? null);
  else if ('seq' in action) onMessage(session, action, at);
  else onSession(session, action, at);
};

/** Writes down that a message was sent again, which changes nothing but who has heard of it. */
export const repeat = (model: Model, action: Send, { seq }: Answer): void => {
  const session = sessionIn(model, action.session);
  if (session !== undefined && seq !== null) session.repeats.push({ seq, users: Object.keys(session.members) });
};

const opened = ({ by, kind, others, name, rules }: Action & { act: 'create' }, id: string): Session => {
  const { allowInvites, requireApproval, slowModeSeconds, maxMembers, allowAnonymous } = settingsAtFirst(kind);
  const users = [...new Set([by, ...others])];
  const members = users.map((user) => [user, aMember(user === by ? 'OWNER' : 'MEMBER', 0)] as const);
  return {
    id,
    kind,
    name,
    status: 'ACTIVE',
    isFrozen: false,
    rules: { allowInvites, requireApproval, slowModeSeconds, maxMembers, allowAnonymous, ...rules },
    createdBy: by,
    members: Object.fromEntries(members),
    pair: kind === 'DIRECT' ? users : [],
    bans: [],
    requests: [],
    invites: [],
    pins: [],
    log: [],
    messages: [],
    paced: {},
    readIn: {},
    stays: users.map((user) => ({ user, from: 0, to: null })),
    repeats: [],
  };
};

const aMember = (role: MemberRole, lastReadSeq: number): Member => ({
  role,
  mutedUntil: null,
  alias: null,
  lastReadSeq,
});

const blank = {
  alias: null,
  clientMessageId: '',
  text: '',
  language: null,
  poll: null,
  system: null,
  mentions: [],
  replyTo: null,
  threadRoot: null,
  isDeleted: false,
  replies: null,
} as const;

const told = (
  session: Session,
  senderId: string,
  seq: number,
  facts: Partial<SystemFacts> & Pick<SystemFacts, 'event'>,
): void => {
  const system = { userIds: [], role: null, about: null, ...facts };
  session.messages.push({ ...blank, seq, kind: 'SYSTEM', senderId, system, reactions: {}, earlier: [] });
  session.log.push({ seq, kind: 'MESSAGE', change: null, actorId: null, target: seq });
};

const said = (session: Session, by: string, action: Send, seq: number, senderName: string | null): void => {
  const { key, content, mentions, replyTo, threadRoot, isAnonymous } = action;
  const me = memberOf(session, by);
  if (me === undefined) return;
  if (isAnonymous) me.alias = senderName;
  session.messages.push({
    ...blank,
    seq,
    kind: content.kind,
    senderId: by,
    alias: isAnonymous ? senderName : null,
    clientMessageId: key,
    text: content.text,
    language: content.kind === 'CODE' ? content.language : null,
    poll:
      content.kind === 'POLL'
        ? {
            options: content.options,
            isMultiple: content.isMultiple,
            isAnonymous: content.isAnonymous,
            isClosed: false,
            votes: {},
          }
        : null,
    mentions: mentions.filter(
      (user, place) => user !== by && memberOf(session, user) && mentions.indexOf(user) === place,
    ),
    replyTo,
    threadRoot,
    reactions: {},
    earlier: [],
  });
  session.log.push({ seq, kind: 'MESSAGE', change: null, actorId: null, target: seq });
  const root = messageAt(session, threadRoot);
  if (root !== undefined) root.replies = (root.replies ?? 0) + 1;
  if (session.rules.slowModeSeconds > 0 && !outranks(me.role, 'MEMBER')) session.paced[by] = key;
};

const onMessage = (session: Session, action: Extract<Action, { readonly seq: number }>, at: number): void => {
  const { by } = action;
  const [message, me] = [messageAt(session, action.seq), memberOf(session, by)];
  if (message === undefined || me === undefined) return;
  const changed = (change: MessageChange, actorId = by): void => {
    session.log.push({ seq: at, kind: 'MESSAGE_CHANGED', change, actorId, target: message.seq });
  };
  const asAuthor = message.alias !== null && message.senderId === by ? aliasId(message.alias) : by;
  switch (action.act) {
    case 'read':
      me.lastReadSeq = Math.max(me.lastReadSeq, message.seq);
      return;
    case 'readThread': {
      const root = message.threadRoot ?? 0;
      session.readIn[by] = { ...session.readIn[by], [root]: Math.max(readIn(session, by, root), message.seq) };
      return;
    }
    case 'edit':
      message.earlier.push(message.text);
      message.text = action.content.text;
      changed('EDITED', asAuthor);
      return;
    case 'delete': {
      Object.assign(message, { text: '', isDeleted: true, mentions: [], reactions: {}, earlier: [] });
      const root = messageAt(session, message.threadRoot);
      if (root !== undefined) root.replies = (root.replies ?? 0) - 1;
      changed('DELETED', asAuthor);
      return;
    }
    case 'react':
      message.reactions[action.emoji] = [...(message.reactions[action.emoji] ?? []), by];
      changed('REACTION_ADDED');
      return;
    case 'unreact': {
      const left = (message.reactions[action.emoji] ?? []).filter((user) => user !== by);
      message.reactions = {
        ...without(message.reactions, action.emoji),
        ...(left.length > 0 ? { [action.emoji]: left } : {}),
      };
      changed('REACTION_REMOVED');
      return;
    }
    case 'vote':
      if (message.poll === null) return;
      message.poll.votes[by] = action.options;
      changed('VOTED', message.poll.isAnonymous ? systemSender : by);
      return;
    case 'closePoll':
      if (message.poll !== null) message.poll.isClosed = true;
      changed('POLL_CLOSED', asAuthor);
      return;
    case 'pin':
      session.pins = [{ seq: message.seq, by }, ...session.pins];
      told(session, by, at, { event: SystemEvent.MESSAGE_PINNED, about: message.seq });
      return;
    case 'unpin':
      session.pins = session.pins.filter(({ seq }) => seq !== message.seq);
      told(session, by, at, { event: SystemEvent.MESSAGE_UNPINNED, about: message.seq });
  }
};

const onSession = (
  session: Session,
  action: Exclude<Action, { act: 'create' | 'block' | 'unblock' | 'send' } | { seq: number }>,
  at: number,
): void => {
  const { by } = action;
  const target = 'user' in action ? memberOf(session, action.user) : undefined;
  switch (action.act) {
    case 'join': {
      enter(session, by, [by], at);
      return;
    }
    case 'approve': {
      enter(session, by, [action.user], at);
      return;
    }
    case 'add': {
      enter(
        session,
        by,
        action.users.filter((user) => memberOf(session, user) === undefined),
        at,
      );
      return;
    }
    case 'requestToJoin':
      if (!session.requests.includes(by)) session.requests.push(by);
      return;
    case 'reject':
      session.requests = session.requests.filter((user) => user !== action.user);
      return;
    case 'invite':
      for (const user of action.users) {
        const isIn = memberOf(session, user) !== undefined || session.invites.some((one) => one.user === user);
        if (!isIn) session.invites.push({ user, by });
      }
      return;
    case 'withdrawInvite':
      session.invites = session.invites.filter(({ user }) => user !== action.user);
      return;
    case 'leave': {
      const follows = memberCountOf(session) === 1 && session.status === 'ACTIVE';
      exit(session, by, by, SystemEvent.MEMBER_LEFT, follows ? at - 1 : at);
      if (!follows) return;
      // That it was archived is part of leaving it, and told with it.
      for (const stay of session.stays) if (stay.to === at - 1) stay.to = at;
      session.status = 'ARCHIVED';
      told(session, by, at, { event: SystemEvent.SESSION_ARCHIVED });
      return;
    }
    case 'remove': {
      exit(session, by, action.user, SystemEvent.MEMBER_REMOVED, at);
      return;
    }
    case 'ban':
      session.bans.push(action.user);
      {
        exit(session, by, action.user, SystemEvent.MEMBER_BANNED, at);
        return;
      }
    case 'unban':
      session.bans = session.bans.filter((user) => user !== action.user);
      {
        told(session, by, at, { event: SystemEvent.MEMBER_UNBANNED, userIds: [action.user] });
        return;
      }
    case 'mute':
      if (target !== undefined) target.mutedUntil = action.until;
      {
        told(session, by, at, { event: SystemEvent.MEMBER_MUTED, userIds: [action.user] });
        return;
      }
    case 'unmute':
      if (target !== undefined) target.mutedUntil = null;
      {
        told(session, by, at, { event: SystemEvent.MEMBER_UNMUTED, userIds: [action.user] });
        return;
      }
    case 'changeRole':
      if (target !== undefined) target.role = action.role;
      {
        told(session, by, at, { event: SystemEvent.ROLE_CHANGED, userIds: [action.user], role: action.role });
        return;
      }
    case 'transfer': {
      const me = memberOf(session, by);
      if (me !== undefined) me.role = 'ADMIN';
      if (target !== undefined) target.role = 'OWNER';
      told(session, by, at, { event: SystemEvent.OWNERSHIP_TRANSFERRED, userIds: [action.user] });
      return;
    }
    case 'freeze':
      session.isFrozen = true;
      {
        told(session, by, at, { event: SystemEvent.SESSION_FROZEN });
        return;
      }
    case 'unfreeze':
      session.isFrozen = false;
      {
        told(session, by, at, { event: SystemEvent.SESSION_UNFROZEN });
        return;
      }
    case 'archive':
      session.status = 'ARCHIVED';
      {
        told(session, by, at, { event: SystemEvent.SESSION_ARCHIVED });
        return;
      }
    case 'unarchive':
      session.status = 'ACTIVE';
      {
        told(session, by, at, { event: SystemEvent.SESSION_UNARCHIVED });
        return;
      }
    case 'rename':
      session.name = action.name;
      {
        told(session, by, at, { event: SystemEvent.SESSION_UPDATED });
        return;
      }
    case 'setRules':
      Object.assign(session.rules, action.rules);
      {
        told(session, by, at, { event: SystemEvent.SETTINGS_CHANGED });
        return;
      }
  }
};

/** Users become members; what they were invited to, or asked for, is settled. */
const enter = (session: Session, by: string, users: readonly string[], at: number): void => {
  for (const user of users) {
    session.members[user] = aMember('MEMBER', at);
    session.stays.push({ user, from: at, to: null });
  }
  settle(session, users);
  told(session, by, at, { event: SystemEvent.MEMBERS_JOINED, userIds: users });
};

const exit = (session: Session, by: string, user: string, event: SystemEvent, at: number): void => {
  session.members = without(session.members, user);
  for (const stay of session.stays) if (stay.user === user && stay.to === null) stay.to = at;
  settle(session, [user]);
  told(session, by, at, { event, userIds: [user] });
};

const without = <Item>(items: Readonly<Record<string, Item>>, name: string): Record<string, Item> =>
  Object.fromEntries(Object.entries(items).filter(([held]) => held !== name));

const settle = (session: Session, users: readonly string[]): void => {
  session.requests = session.requests.filter((user) => !users.includes(user));
  session.invites = session.invites.filter(({ user }) => !users.includes(user));
};
