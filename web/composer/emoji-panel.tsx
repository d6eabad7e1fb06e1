import { EmojiPicker } from 'frimousse';
import type { ReactElement } from 'react';

/** Where the build put the names and groups of emoji: on our own site, like everything else. */
const data = '/emoji';

/** All emoji, by group and by search. */
export const EmojiPanel = ({ onPick }: { readonly onPick: (emoji: string) => void }): ReactElement => (
  <EmojiPicker.Root
    className="emoji-picker"
    locale="en"
    emojibaseUrl={data}
    columns={8}
    onEmojiSelect={({ emoji }) => onPick(emoji)}
  >
    <EmojiPicker.Search className="emoji-search" aria-label="Search emoji" placeholder="Search emoji" autoFocus />
    <EmojiPicker.Viewport className="emoji-viewport">
      <EmojiPicker.Loading className="emoji-note">One moment…</EmojiPicker.Loading>
      <EmojiPicker.Empty className="emoji-note">No emoji is called so.</EmojiPicker.Empty>
      <EmojiPicker.List className="emoji-list" />
    </EmojiPicker.Viewport>
    <div className="emoji-foot">
      <EmojiPicker.SkinToneSelector className="emoji-tone" aria-label="Skin tone" />
    </div>
  </EmojiPicker.Root>
);
