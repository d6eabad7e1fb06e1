import type { Permission, SessionAdmin, SessionSummary } from '../../client/core/index.ts';
import { useValue } from '../../client/react/index.ts';
import { useOpenSession } from '../chat/open-session-context.tsx';
import type { OpenSession } from '../chat/open-session.ts';
import { useToast } from '../parts/toast.tsx';
import type { Toast } from '../parts/toast.tsx';

export interface Room extends OpenSession, Toast {
  readonly session: SessionSummary;
  readonly admin: SessionAdmin;
  /** Whether this user may do it here, now. */
  readonly may: (permission: Permission) => boolean;
}

/** The open session as the panel works with it. */
export const useRoom = (): Room => {
  const open = useOpenSession();
  const session = useValue(open.feed.session);
  const { attempt } = useToast();
  return { ...open, session, attempt, may: (permission) => session.myPermissions.includes(permission) };
};
