import type { Message } from './message.ts';

/** The ids of the files that go when a message is no longer kept: its own, or those of the recording that it tells of. */
export function carriedFiles({ content }: Pick<Message, 'content'>): readonly string[] {
  if (content === null) return [];
  if (content.kind === 'SYSTEM') return content.system.call?.fileIds ?? [];
  return 'attachment' in content ? [content.attachment.fileId] : [];
}
