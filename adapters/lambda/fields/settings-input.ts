import type { SettingsWish } from '../../../domain/chat-session/settings.ts';
import { ModerationLevel } from '../../../domain/vocabulary/sessions.ts';
import type { EventReader } from '../event-reader.ts';

const switches = ['allowInvites', 'requireApproval', 'allowFileUploads', 'enableAI', 'allowAnonymous'] as const;
const numbers = ['maxFileSize', 'slowModeSeconds', 'maxMembers'] as const;

/**
 * Reads `SessionSettingsInput`. `null` stands for left out, but for what can be taken away: days of retention, which are none
 * then, and media types, which are all.
 */
export const readSettings = (input: EventReader): SettingsWish => ({
  ...given(input, switches, (name) => input.boolean(name, false)),
  ...given(input, numbers, (name) => input.integer(name, 0)),
  ...(input.isGiven('moderationLevel') ? { moderationLevel: input.oneOf('moderationLevel', ModerationLevel) } : {}),
  ...(input.has('messageRetentionDays') ? { messageRetentionDays: input.integerOrNull('messageRetentionDays') } : {}),
  ...(input.has('allowedFileTypes')
    ? { allowedFileTypes: input.isGiven('allowedFileTypes') ? input.texts('allowedFileTypes') : [] }
    : {}),
});

function given<Name extends string, Value>(
  input: EventReader,
  names: readonly Name[],
  read: (name: Name) => Value,
): { readonly [Each in Name]?: Value } {
  const wish: { [Each in Name]?: Value } = {};
  for (const name of names) if (input.isGiven(name)) wish[name] = read(name);
  return wish;
}
