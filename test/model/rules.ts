import { Limits } from '../../domain/vocabulary/limits.ts';
import { membersOf } from '../../domain/vocabulary/session-settings.ts';
import { Permission, outranks } from '../../domain/vocabulary/permissions.ts';
import type { Action, Send } from './actions.ts';
import type { Member, Message, Model, Session } from './model.ts';
import { isAllowed, isClosed, memberCountOf, memberOf, messageAt, ownersOf, sessionIn } from './model.ts';

/** What must come of an action: one of these refusals where there are any, else a change, or word that there is none. */
export type Verdict =
  { readonly refused: readonly string[] } | { readonly becomes: 'changed' } | { readonly becomes: 'unchanged' };

const changed: Verdict = { becomes: 'changed' };
const unchanged: Verdict = { becomes: 'unchanged' };
const refused = (...codes: readonly string[]): Verdict => ({ refused: codes });

/** Where several things speak against an action, the schema leaves open which of them is told. */
const unless = (reasons: Readonly<Record<string, boolean>>, otherwise: Verdict = changed): Verdict => {
  const codes = Object.keys(reasons).filter((reason) => reasons[reason]);
  // A code may have more reasons than one: `NotAllowed.outranked`.
  return codes.length > 0 ? refused(...codes.map((code) => code.split('.')[0] ?? code)) : otherwise;
};

/** What comes of an action. */
export const judge = (model: Model, action: Action): Verdict => {
  switch (action.act) {
    case 'create':
      return judgeCreate(model, action);
    case 'block':
    case 'unblock':
      return unless({ BadInput: action.user === action.by });
    default:
      return judgeInSession(model, action);
  }
};

const judgeCreate = (model: Model, { by, kind, others, rules }: Action & { act: 'create' }): Verdict => {
  const count = new Set([by, ...others]).size;
  const { least, most } = membersOf[kind];
  const wrong = count < least || count > Math.min(most, rules.maxMembers ?? most);
  if (wrong) return refused('BadInput');
  if (kind !== 'DIRECT') return changed;
  const pair = [by, ...others];
  if (model.sessions.some((session) => session.kind === kind && pair.every((user) => session.pair.includes(user)))) {
    return unchanged;
  }
  return unless({ NotAllowed: model.blocks.some((block) => pair.includes(block.by) && pair.includes(block.user)) });
};

type InSession = Exclude<Action, { act: 'create' | 'block' | 'unblock' }>;

const judgeInSession = (model: Model, action: InSession): Verdict => {
  const session = sessionIn(model, action.session);
  const me = session && memberOf(session, action.by);
  if (session === undefined) return refused('SessionNotFound');
  if (action.act === 'join') return judgeJoin(session, action.by);
  if (action.act === 'requestToJoin') return judgeRequest(session, action.by);
  if (action.act === 'withdrawInvite') return judgeWithdrawal(session, action.by, action.user);
  if ('seq' in action) {
    const message = messageAt(session, action.seq);
    // What a stranger asks of a message has the same answer as a message that never was.
    if (me === undefined || message === undefined) return refused('MessageNotFound');
    return judgeOnMessage(model, session, me, message, action);
  }
  if (me === undefined) {
    // A text that is none is refused wherever it was to go, which tells nothing of the session.
    const isNone = action.act === 'send' && isBlank(action.content.text);
    return refused('SessionNotFound', ...(isNone ? ['TextBlank'] : []));
  }
  return action.act === 'send' ? judgeSend(model, session, me, action.by, action) : judgeChange(session, me, action);
};

const judgeJoin = (session: Session, by: string): Verdict => {
  if (memberOf(session, by) !== undefined) return unchanged;
  const isInvited = session.invites.some(({ user }) => user === by);
  const isOpen = session.kind === 'PUBLIC' || (session.kind !== 'DIRECT' && isInvited);
  if (session.bans.includes(by) || !isOpen) return refused('SessionNotFound');
  return unless({
    SessionReadOnly: session.status !== 'ACTIVE',
    ApprovalRequired: session.rules.requireApproval && !isInvited,
    SessionFull: memberCountOf(session) >= session.rules.maxMembers,
  });
};

const judgeRequest = (session: Session, by: string): Verdict => {
  if (memberOf(session, by) !== undefined) return refused('BadInput');
  if (session.bans.includes(by) || session.kind !== 'PUBLIC' || session.status !== 'ACTIVE') {
    return refused('SessionNotFound');
  }
  return unless({ BadInput: !session.rules.requireApproval });
};

const judgeWithdrawal = (session: Session, by: string, user: string): Verdict => {
  const invite = session.invites.find((one) => one.user === user);
  if (by === user) return invite === undefined ? unchanged : changed;
  const me = memberOf(session, by);
  if (me === undefined) return refused('SessionNotFound');
  const may = invite?.by === by || isAllowed(session, me, Permission.ADD_MEMBERS);
  return unless({ NotAllowed: !may }, invite === undefined ? unchanged : changed);
};

/** Why a member may not post. */
const posting = (model: Model, session: Session, me: Member) => ({
  SessionReadOnly: session.status !== 'ACTIVE',
  'NotAllowed.closed': isClosed(model, session),
  'NotAllowed.role': !isAllowed(session, me, Permission.POST),
  Muted: me.mutedUntil !== null,
});

const judgeSend = (model: Model, session: Session, me: Member, by: string, action: Send): Verdict => {
  const { key, content, replyTo, threadRoot, isAnonymous } = action;
  const root = messageAt(session, threadRoot);
  const [answers, starts] = [replyTo, threadRoot].map((seq) => seq === null || isThere(session, seq));
  const isPaced = session.rules.slowModeSeconds > 0 && !outranks(me.role, 'MEMBER');
  const isRepeated = session.messages.some((one) => one.senderId === by && one.clientMessageId === key);
  return unless(
    {
      ...posting(model, session, me),
      'NotAllowed.anonymous': isAnonymous && !session.rules.allowAnonymous,
      MessageNotFound: answers === false || starts === false,
      BadInput: root !== undefined && root.threadRoot !== null,
      TextBlank: isBlank(content.text),
      FormulaMalformed: content.kind === 'MATH_FORMULA' && content.text.includes('\\frac{'),
      RateLimited: isPaced && session.paced[by] !== undefined && session.paced[by] !== key,
    },
    isRepeated ? unchanged : changed,
  );
};

/** Zero-width spaces are seen by nobody. */
const isBlank = (text: string): boolean => text.replaceAll('\u200b', '').trim() === '';

const isThere = (session: Session, seq: number): boolean => messageAt(session, seq)?.isDeleted === false;

const judgeOnMessage = (
  model: Model,
  session: Session,
  me: Member,
  message: Message,
  action: Extract<InSession, { readonly seq: number }>,
): Verdict => {
  const { by } = action;
  const isOwn = message.senderId === by && message.kind !== 'SYSTEM';
  const mayModerate = isAllowed(session, me, Permission.MODERATE_MESSAGES);
  const SessionReadOnly = session.status !== 'ACTIVE';
  switch (action.act) {
    case 'read':
      return changed;
    case 'readThread':
      return unless({ MessageNotFound: message.threadRoot === null });
    case 'edit':
      return unless(
        {
          MessageNotFound: message.isDeleted,
          ...posting(model, session, me),
          'NotAllowed.foreign': !isOwn,
          BadInput: !isEditable(message) || message.kind !== action.content.kind,
          EditWindowOver: message.earlier.length >= Limits.editions,
          TextBlank: isBlank(action.content.text),
        },
        message.text === action.content.text ? unchanged : changed,
      );
    case 'delete':
      if (message.isDeleted) return unchanged;
      return unless({ SessionReadOnly, NotAllowed: message.kind === 'SYSTEM' || (!isOwn && !mayModerate) });
    case 'react':
      return unless(
        { MessageNotFound: message.isDeleted, ...posting(model, session, me) },
        message.reactions[action.emoji]?.includes(by) ? unchanged : changed,
      );
    case 'unreact':
      return unless(
        { MessageNotFound: message.isDeleted, SessionReadOnly },
        message.reactions[action.emoji]?.includes(by) ? changed : unchanged,
      );
    case 'vote': {
      const { poll, isDeleted } = message;
      const isSame = (poll?.votes[by] ?? []).join() === action.options.join();
      const isWrong =
        action.options.some((id) => poll?.options[id] === undefined) ||
        (action.options.length > 1 && !poll?.isMultiple);
      return unless(
        {
          MessageNotFound: isDeleted,
          ...posting(model, session, me),
          BadInput: poll === null || isWrong,
          PollClosed: poll?.isClosed === true && !isSame,
        },
        isSame ? unchanged : changed,
      );
    }
    case 'closePoll':
      return unless(
        {
          MessageNotFound: message.isDeleted,
          BadInput: message.poll === null,
          SessionReadOnly,
          NotAllowed: !isOwn && !mayModerate,
        },
        message.poll?.isClosed ? unchanged : changed,
      );
    case 'pin': {
      const isPinned = session.pins.some(({ seq }) => seq === message.seq);
      const reasons = { NotAllowed: !isAllowed(session, me, Permission.PIN), SessionReadOnly };
      return unless({ ...reasons, MessageNotFound: message.isDeleted }, isPinned ? unchanged : changed);
    }
    case 'unpin':
      return unless(
        { NotAllowed: !isAllowed(session, me, Permission.PIN), SessionReadOnly },
        session.pins.some(({ seq }) => seq === message.seq) ? changed : unchanged,
      );
  }
};

const isEditable = ({ kind }: Message): boolean => kind === 'TEXT' || kind === 'CODE' || kind === 'MATH_FORMULA';

type Change = Exclude<InSession, { act: 'send' | 'join' | 'requestToJoin' | 'withdrawInvite' } | { seq: number }>;

const judgeChange = (session: Session, me: Member, action: Change): Verdict => {
  const { by } = action;
  const without = (permission: Permission): boolean => !isAllowed(session, me, permission);
  const SessionReadOnly = session.status !== 'ACTIVE';
  const target = 'user' in action ? memberOf(session, action.user) : undefined;
  /** Why nothing is done to a member; whoever is no member is not outranked. */
  const onMember = (permission: Permission) => ({
    NotAllowed: without(permission),
    MemberNotFound: target === undefined,
    'NotAllowed.outranked': target !== undefined && !outranks(me.role, target.role),
  });
  switch (action.act) {
    case 'leave':
      return unless({
        NotAllowed: session.kind === 'DIRECT',
        LastOwner: memberCountOf(session) > 1 && ownersOf(session).length === 1 && me.role === 'OWNER',
      });
    case 'approve':
      return unless({
        NotAllowed: without(Permission.APPROVE),
        SessionReadOnly,
        JoinRequestNotFound: !session.requests.includes(action.user),
        SessionFull: memberCountOf(session) >= session.rules.maxMembers,
      });
    case 'reject':
      return unless(
        { NotAllowed: without(Permission.APPROVE) },
        session.requests.includes(action.user) ? changed : unchanged,
      );
    case 'add': {
      const joining = action.users.filter((user) => memberOf(session, user) === undefined);
      return unless(
        {
          NotAllowed: without(Permission.ADD_MEMBERS),
          SessionReadOnly,
          MemberBanned: joining.some((user) => session.bans.includes(user)),
          SessionFull: joining.length > 0 && memberCountOf(session) + joining.length > session.rules.maxMembers,
        },
        joining.length === 0 ? unchanged : changed,
      );
    }
    case 'invite':
      return unless({
        NotAllowed: without(Permission.INVITE),
        SessionReadOnly,
        MemberBanned: action.users.some((user) => session.bans.includes(user)),
      });
    case 'remove':
      return unless(onMember(Permission.REMOVE_MEMBERS));
    case 'ban':
      return unless(
        { ...onMember(Permission.BAN), MemberNotFound: false },
        session.bans.includes(action.user) ? unchanged : changed,
      );
    case 'unban':
      return unless({ NotAllowed: without(Permission.BAN) }, session.bans.includes(action.user) ? changed : unchanged);
    case 'mute':
      return unless(onMember(Permission.MUTE), target?.mutedUntil === action.until ? unchanged : changed);
    case 'unmute':
      return unless(onMember(Permission.MUTE), target?.mutedUntil === null ? unchanged : changed);
    case 'changeRole': {
      const { role, user } = action;
      const isSelf = user === by;
      const isLastOwner = isSelf && me.role === 'OWNER' && role !== 'OWNER' && ownersOf(session).length === 1;
      return unless(
        {
          ...onMember(Permission.CHANGE_ROLES),
          'NotAllowed.outranked':
            target !== undefined && (isSelf ? outranks(role, me.role) : !outranks(me.role, target.role)),
          'NotAllowed.role': me.role !== 'OWNER' && !outranks(me.role, role),
          LastOwner: isLastOwner,
        },
        target?.role === role ? unchanged : changed,
      );
    }
    case 'transfer':
      return unless(
        { NotAllowed: without(Permission.TRANSFER_OWNERSHIP), MemberNotFound: target === undefined },
        action.user === by ? unchanged : changed,
      );
    case 'freeze':
    case 'unfreeze':
      return unless(
        { NotAllowed: without(Permission.FREEZE), SessionReadOnly },
        session.isFrozen === (action.act === 'freeze') ? unchanged : changed,
      );
    case 'archive':
    case 'unarchive':
      return unless(
        { NotAllowed: without(Permission.ARCHIVE) },
        session.status === (action.act === 'archive' ? 'ARCHIVED' : 'ACTIVE') ? unchanged : changed,
      );
    case 'rename':
      return unless(
        { NotAllowed: without(Permission.EDIT_SESSION), SessionReadOnly },
        session.name === action.name ? unchanged : changed,
      );
    case 'setRules': {
      const after = { ...session.rules, ...action.rules };
      const { least, most } = membersOf[session.kind];
      const isSame = JSON.stringify(after) === JSON.stringify(session.rules);
      return unless(
        {
          NotAllowed: without(Permission.CHANGE_SETTINGS),
          SessionReadOnly,
          BadInput:
            after.maxMembers < least ||
            after.maxMembers > most ||
            (after.maxMembers !== session.rules.maxMembers && after.maxMembers < memberCountOf(session)),
        },
        isSame ? unchanged : changed,
      );
    }
  }
};
