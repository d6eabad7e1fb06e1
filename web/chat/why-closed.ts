import type { SessionSummary } from '../../client/core/index.ts';

/** Why nothing can be written now. That somebody is muted, the server says with how long when they try. */
export const whyClosed = ({ status, isFrozen, kind, myPermissions }: SessionSummary): string | undefined => {
  if (myPermissions.includes('POST')) return undefined;
  if (status === 'ARCHIVED') return 'This conversation is archived: it is kept for reading.';
  if (status === 'BLOCKED') return 'This conversation was closed.';
  if (isFrozen) return 'Only owners, admins and moderators write here for now.';
  return kind === 'ANNOUNCEMENT' ? 'Only owners, admins and moderators write here.' : 'You cannot write here.';
};
