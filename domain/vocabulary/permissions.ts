import { ErrorCode } from './error-codes.ts';
import type { Refusal } from './refusal.ts';
import type { MemberRole, SessionKind, SessionStatus } from './sessions.ts';

/** Which roles may post, by kind of session. */
const posters: Readonly<Record<SessionKind, readonly MemberRole[]>> = {
  DIRECT: ['OWNER', 'ADMIN', 'MODERATOR', 'MEMBER'],
  GROUP: ['OWNER', 'ADMIN', 'MODERATOR', 'MEMBER'],
  PRIVATE: ['OWNER', 'ADMIN', 'MODERATOR', 'MEMBER'],
  PUBLIC: ['OWNER', 'ADMIN', 'MODERATOR', 'MEMBER'],
  ANNOUNCEMENT: ['OWNER', 'ADMIN', 'MODERATOR'],
};

/** Why a member of `role` may not post in this session now, or `undefined` when they may. */
export const refusalOfPosting = (
  session: { readonly kind: SessionKind; readonly status: SessionStatus },
  role: MemberRole,
): Refusal | undefined => {
  if (session.status !== 'ACTIVE') {
    return { code: ErrorCode.SessionReadOnly, why: 'the session takes no new messages' };
  }
  if (!posters[session.kind].includes(role)) {
    return { code: ErrorCode.NotAllowed, why: 'only owners, admins and moderators post in this session' };
  }
  return undefined;
};
