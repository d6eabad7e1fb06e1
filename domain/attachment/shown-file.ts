import { shownState } from '../vocabulary/files.ts';
import type { FileFacts } from '../vocabulary/message-content.ts';
import type { AttachmentFile } from './attachment-file.ts';

/** What looking at a file changes of what its message shows. */
export const shownFile = ({ id, size, width, height, state }: AttachmentFile): FileFacts => ({
  fileId: id,
  size,
  width,
  height,
  state: shownState(state),
});
