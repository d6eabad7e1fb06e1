import fc from 'fast-check';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import { outranks } from '../../domain/vocabulary/permissions.ts';
import { MemberRole, SessionKind } from '../../domain/vocabulary/sessions.ts';
import type { Act, Action, Content, Send } from './actions.ts';
import type { Message, Model, Rules, Session } from './model.ts';
import { memberOf } from './model.ts';

/** Numbers that become an action where there is something to act on: the same ones mean the same in the same state. */
export interface Draw {
  readonly act: Act;
  readonly who: number;
  readonly where: number;
  readonly which: number;
  readonly whom: number;
  readonly how: number;
}

export type Step =
  | { readonly kind: 'act'; readonly draw: Draw }
  | { readonly kind: 'together'; readonly draws: readonly [Draw, Draw] }
  /** Somebody's network goes away. */
  | { readonly kind: 'drop'; readonly who: number }
  | { readonly kind: 'return'; readonly who: number }
  /** Somebody without a network writes something, which goes out once they are back. */
  | { readonly kind: 'write'; readonly who: number; readonly draw: Draw }
  /** Somebody opens one of their sessions. */
  | { readonly kind: 'look'; readonly who: number; readonly where: number };

const weights: Readonly<Record<Act, number>> = {
  create: 4,
  send: 24,
  edit: 6,
  delete: 5,
  react: 6,
  unreact: 4,
  vote: 6,
  closePoll: 2,
  pin: 4,
  unpin: 2,
  read: 6,
  readThread: 2,
  join: 6,
  leave: 3,
  requestToJoin: 3,
  approve: 3,
  reject: 1,
  add: 6,
  invite: 3,
  withdrawInvite: 1,
  remove: 2,
  ban: 2,
  unban: 2,
  mute: 3,
  unmute: 2,
  changeRole: 5,
  transfer: 1,
  freeze: 2,
  unfreeze: 2,
  archive: 1,
  unarchive: 2,
  rename: 2,
  setRules: 4,
  block: 2,
  unblock: 1,
};

const acts = Object.keys(weights).filter((name): name is Act => name in weights);
const number = fc.nat(9_999);
const draw: fc.Arbitrary<Draw> = fc.record({
  act: fc.oneof(...acts.map((act) => ({ arbitrary: fc.constant(act), weight: weights[act] }))),
  who: number,
  where: number,
  which: number,
  whom: number,
  how: number,
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: draw.map((drawn): Step => ({ kind: 'act', draw: drawn })), weight: 70 },
  { arbitrary: fc.tuple(draw, draw).map((draws): Step => ({ kind: 'together', draws })), weight: 10 },
  { arbitrary: number.map((who): Step => ({ kind: 'drop', who })), weight: 4 },
  { arbitrary: number.map((who): Step => ({ kind: 'return', who })), weight: 6 },
  { arbitrary: fc.tuple(number, draw).map(([who, drawn]): Step => ({ kind: 'write', who, draw: drawn })), weight: 4 },
  { arbitrary: fc.tuple(number, number).map(([who, where]): Step => ({ kind: 'look', who, where })), weight: 8 },
);

export const stepsOf = (count: number): fc.Arbitrary<readonly Step[]> =>
  fc.array(step, { minLength: count, maxLength: count });

export const pick = <Item>(items: readonly Item[], number: number): Item | undefined => items[number % items.length];

/** Those that something can be done with come first; now and then any, for the refusals. */
const prefer = <Item>(items: readonly Item[], likely: (item: Item) => boolean, by: number): readonly Item[] => {
  const those = items.filter(likely);
  return those.length > 0 && by % 6 !== 0 ? those : items;
};

/** What a draw means now, to one of those who have a network. `n` tells texts apart. */
export const meant = (model: Model, drawn: Draw, present: readonly string[], n: number): Action | undefined => {
  const { act, who, where, whom } = drawn;
  const anyone = pick(present, who);
  if (anyone === undefined) return undefined;
  if (model.sessions.length === 0 || (act === 'create' && model.sessions.length < 4)) {
    return creation(model, anyone, drawn, n);
  }
  if (act === 'block' || act === 'unblock') return { act, by: anyone, user: pick(model.users, whom) ?? anyone };
  const session = pick(model.sessions, where);
  if (session === undefined) return undefined;
  const isOutside = act === 'join' || act === 'requestToJoin';
  const likely = prefer(present, (user) => (memberOf(session, user) === undefined) === isOutside, where);
  const by = pick(actsOf[act] === undefined ? likely : prefer(likely, isRuler(session), whom), who) ?? anyone;
  return inSession(model, session, by, { ...drawn, act: act === 'create' ? 'send' : act }, n);
};

/** Mostly done by those who may. */
const actsOf: Partial<Record<Act, true>> = {
  approve: true,
  add: true,
  invite: true,
  remove: true,
  ban: true,
  unban: true,
  mute: true,
  unmute: true,
  changeRole: true,
  transfer: true,
  freeze: true,
  unfreeze: true,
  archive: true,
  unarchive: true,
  rename: true,
  setRules: true,
  pin: true,
  unpin: true,
};

const isRuler =
  (session: Session) =>
  (user: string): boolean =>
    outranks(memberOf(session, user)?.role ?? 'MEMBER', 'MEMBER');

/** What somebody without a network writes in one of their sessions. */
export const written = (
  model: Model,
  by: string,
  drawn: Draw,
  n: number,
): (Send & { readonly by: string }) | undefined => {
  const session = sessionOf(model, by, drawn.where);
  return session === undefined
    ? undefined
    : sending(model, session, by, { ...drawn, how: drawn.how - (drawn.how % 23) + 1 }, n);
};

/** One of the sessions that somebody is in. */
export const sessionOf = (model: Model, user: string, where: number): Session | undefined =>
  pick(
    model.sessions.filter((session) => memberOf(session, user) !== undefined),
    where,
  );

const kinds = [
  SessionKind.PUBLIC,
  SessionKind.GROUP,
  SessionKind.PRIVATE,
  SessionKind.DIRECT,
  SessionKind.PUBLIC,
  SessionKind.DIRECT,
  SessionKind.ANNOUNCEMENT,
];

const creation = (model: Model, by: string, { which, whom, how }: Draw, n: number): Action => {
  const kind = pick(kinds, which) ?? 'GROUP';
  const others = model.users.filter((user, at) => user !== by && ((whom >> at) & 1) === 1);
  const one = pick(
    model.users.filter((user) => user !== by),
    whom,
  );
  if (kind === 'DIRECT')
    return { act: 'create', by, kind, others: one === undefined ? [] : [one], name: '', rules: {} };
  const rules = {
    ...(how % 2 === 0 ? { allowAnonymous: true } : {}),
    ...(how % 5 === 0 ? { requireApproval: true } : {}),
    ...(how % 7 === 0 ? { maxMembers: 4 } : {}),
  };
  return { act: 'create', by, kind, others, name: `session ${n}`, rules };
};

type Drawn = Draw & { readonly act: Exclude<Act, 'block' | 'unblock'> };

const likelyMessage: Partial<Record<Act, (session: Session, message: Message, by: string) => boolean>> = {
  edit: (_, message, by) => message.senderId === by && message.kind !== 'SYSTEM',
  delete: (_, message) => message.kind !== 'SYSTEM' && !message.isDeleted,
  react: (_, message) => message.kind !== 'SYSTEM' && !message.isDeleted,
  unreact: (_, message, by) => Object.values(message.reactions).some((users) => users.includes(by)),
  vote: (_, message) => message.poll !== null,
  closePoll: (_, message) => message.poll !== null,
  pin: (_, message) => !message.isDeleted,
  unpin: (session, message) => session.pins.some(({ seq }) => seq === message.seq),
  readThread: (_, message) => message.threadRoot !== null,
};

const emojis = ['👍', '🎉', '❤️'] as const;
const roles = [MemberRole.MODERATOR, MemberRole.ADMIN, MemberRole.MEMBER, MemberRole.OWNER] as const;
const someRules: readonly Partial<Rules>[] = [
  { allowAnonymous: true },
  { allowInvites: true },
  { requireApproval: true },
  { requireApproval: false },
  { slowModeSeconds: 3600 },
  { slowModeSeconds: 0 },
  { slowModeSeconds: 0 },
  { maxMembers: 3 },
  { maxMembers: 5 },
  { allowAnonymous: false },
];

const inSession = (model: Model, session: Session, by: string, drawn: Drawn, n: number): Action | undefined => {
  const { act, which, whom, how } = drawn;
  const to = { session: session.id, by };
  const likely = likelyMessage[act];
  const messages = session.messages.slice(-14);
  const message = pick(
    likely === undefined ? messages : prefer(messages, (one) => likely(session, one, by), how),
    which,
  );
  const seq = message?.seq;
  const onMember = (isLikely: (user: string) => boolean) =>
    pick(
      prefer(model.users, (user) => user !== by && isLikely(user), how),
      whom,
    ) ?? by;
  const member = (): string => onMember((user) => memberOf(session, user) !== undefined);
  const outsider = (): string => onMember((user) => memberOf(session, user) === undefined);
  switch (act) {
    case 'create':
    case 'send':
      return sending(model, session, by, drawn, n);
    case 'edit': {
      if (seq === undefined) return undefined;
      const kind = message?.kind;
      const isSame = how % 9 === 0;
      const text = isSame ? (message?.text ?? '') : how % 13 === 0 ? ' ' : `edited ${n}`;
      if (kind === 'CODE') return { act, ...to, seq, content: { kind, text, language: message?.language ?? 'JSON' } };
      return { act, ...to, seq, content: { kind: kind === 'MATH_FORMULA' ? kind : 'TEXT', text } };
    }
    case 'react':
    case 'unreact': {
      const own = Object.entries(message?.reactions ?? {}).find(([, users]) => users.includes(by))?.[0];
      const emoji = (act === 'unreact' && how % 5 !== 0 ? own : undefined) ?? pick(emojis, how) ?? '👍';
      return seq === undefined ? undefined : { act, ...to, seq, emoji };
    }
    case 'vote':
      return seq === undefined
        ? undefined
        : { act, ...to, seq, options: pick([[0], [1], [], [2], [0, 1], [0, 2], [7]], how) ?? [] };
    case 'delete':
    case 'closePoll':
    case 'pin':
    case 'unpin':
    case 'read':
    case 'readThread':
      return seq === undefined ? undefined : { act, ...to, seq };
    case 'join':
    case 'leave':
    case 'requestToJoin':
    case 'freeze':
    case 'unfreeze':
    case 'archive':
    case 'unarchive':
      return { act, ...to };
    case 'approve':
    case 'reject':
      return { act, ...to, user: onMember((user) => session.requests.includes(user)) };
    case 'add':
    case 'invite': {
      const users = how % 3 === 0 ? [outsider(), member()] : [outsider()];
      return { act, ...to, users: [...new Set(users)] };
    }
    case 'withdrawInvite':
      return {
        act,
        ...to,
        user: how % 2 === 0 ? by : onMember((user) => session.invites.some((one) => one.user === user)),
      };
    case 'ban':
      return { act, ...to, user: how % 4 === 0 ? outsider() : member() };
    case 'unban':
      return { act, ...to, user: onMember((user) => session.bans.includes(user)) };
    case 'mute':
      return { act, ...to, user: member(), until: new Date(Date.now() + 3_600_000).toISOString() };
    case 'remove':
    case 'transfer':
      return { act, ...to, user: member() };
    case 'unmute':
      return { act, ...to, user: onMember((user) => (memberOf(session, user)?.mutedUntil ?? null) !== null) };
    case 'changeRole':
      return { act, ...to, user: how % 7 === 0 ? by : member(), role: pick(roles, which) ?? 'MEMBER' };
    case 'rename':
      return { act, ...to, name: `renamed ${n}` };
    case 'setRules':
      return { act, ...to, rules: pick(someRules, which) ?? {} };
  }
};

const sending = (
  model: Model,
  session: Session,
  by: string,
  { which, whom, how }: Draw,
  n: number,
): Send & { readonly by: string } => {
  const messages = session.messages.slice(-10);
  const some =
    pick(
      prefer(messages, ({ isDeleted }) => !isDeleted, which),
      whom,
    )?.seq ?? null;
  const root =
    pick(
      prefer(messages, ({ isDeleted, threadRoot }) => !isDeleted && threadRoot === null, which),
      whom,
    )?.seq ?? null;
  const last = session.messages.findLast(({ senderId, kind }) => senderId === by && kind !== 'SYSTEM');
  const isRepeated = how % 23 === 0 && last !== undefined;
  return {
    act: 'send',
    session: session.id,
    by,
    key: isRepeated ? last.clientMessageId : `m-${n}`,
    content: contentOf(which, n),
    mentions: how % 4 === 0 ? model.users.filter((_, at) => ((whom >> at) & 1) === 1) : [],
    replyTo: how % 5 === 1 ? some : null,
    threadRoot: how % 5 === 2 ? root : null,
    isAnonymous: how % 6 === 3,
  };
};

const contentOf = (which: number, n: number): Content => {
  switch (which % 16) {
    case 0:
      return { kind: 'CODE', text: `let n = ${n};`, language: 'JAVASCRIPT' };
    case 1:
      return { kind: 'MATH_FORMULA', text: `x^{${n}}` };
    case 2:
      return { kind: 'MATH_FORMULA', text: '\\frac{1}{' };
    case 3:
      return { kind: 'LOCATION', text: `room ${n}` };
    case 4:
    case 5:
    case 6:
    case 7: {
      const options = ['yes', 'no', 'perhaps'];
      return { kind: 'POLL', text: `poll ${n}?`, options, isMultiple: which % 3 === 0, isAnonymous: which % 5 === 0 };
    }
    case 8:
      return { kind: 'TEXT', text: which % 3 === 0 ? '\u200b ' : `text ${n}` };
    default:
      return { kind: 'TEXT', text: `text ${n}` };
  }
};

export const idOf = ({ session, seq }: { readonly session: string; readonly seq: number }): string =>
  messageIdOf(session, seq);
