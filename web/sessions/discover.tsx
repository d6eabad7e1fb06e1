import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { ChatError } from '../../client/core/index.ts';
import type { ChatClient } from '../../client/core/index.ts';
import { useChatClient } from '../../client/react/index.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Dialog, useCloseDialog } from '../parts/dialog.tsx';
import { focusFirst } from '../parts/focus-first.ts';
import { HiddenText } from '../parts/hidden-text.tsx';
import { ToastProvider, useToast } from '../parts/toast.tsx';

export interface DiscoverProps {
  readonly onOpen: (sessionId: string) => void;
  readonly onClose: () => void;
}

type Found = Awaited<ReturnType<ChatClient['discover']>>['items'][number];

interface Results {
  readonly items: readonly Found[];
  readonly after: string | null;
  readonly hasMore: boolean;
}

const typedMs = 250;

/** PUBLIC rooms by name, to enter. */
export const Discover = ({ onOpen, onClose }: DiscoverProps): ReactElement => (
  <Dialog title="Find a room" onClose={onClose}>
    <ToastProvider>
      <Rooms onOpen={onOpen} />
    </ToastProvider>
  </Dialog>
);

const Rooms = ({ onOpen }: Pick<DiscoverProps, 'onOpen'>): ReactElement => {
  const client = useChatClient();
  const { attempt } = useToast();
  const close = useCloseDialog();
  const id = useId();
  const [text, setText] = useState('');
  const [found, setFound] = useState<Results | undefined>(undefined);
  const [said, setSaid] = useState('');
  const asked = useRef(0);

  const search = async (on?: Results): Promise<void> => {
    const own = (asked.current += 1);
    const name = text.trim();
    const after = on?.after ?? null;
    await attempt(async () => {
      const page = await client.discover({
        ...(name === '' ? {} : { text: name }),
        ...(after === null ? {} : { after }),
      });
      if (own !== asked.current) return;
      const items = [...(on?.items ?? []), ...page.items];
      setFound({ items, after: page.endCursor, hasMore: page.hasNextPage });
      setSaid('');
    });
  };
  const begin = useEffectEvent(() => void search());
  useEffect(() => {
    const timer = setTimeout(begin, text === '' ? 0 : typedMs);
    return () => clearTimeout(timer);
  }, [text]);

  const opened = (sessionId: string): void => {
    close();
    onOpen(sessionId);
  };
  const enter = async (room: Found): Promise<void> => {
    try {
      opened((await client.join(room.id)).id);
    } catch (cause) {
      if (!room.requireApproval || !(cause instanceof ChatError) || cause.code !== 'ApprovalRequired') throw cause;
      await client.requestToJoin(room.id);
      setSaid('You asked to be let in. The room appears in your list once somebody agrees.');
    }
  };
  return (
    <>
      <label htmlFor={id} className="field-label">
        Public rooms
      </label>
      <input
        ref={focusFirst}
        id={id}
        type="text"
        autoComplete="off"
        dir="auto"
        placeholder="Name or tag"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p className="muted" role="status">
        {said !== '' ? said : found?.items.length === 0 ? 'No such room.' : ''}
      </p>
      <ul className="members" role="list">
        {found?.items.map((room) => (
          <RoomRow
            key={room.id}
            room={room}
            onPress={() => (room.isMember ? opened(room.id) : void attempt(() => enter(room)))}
          />
        ))}
      </ul>
      {found?.hasMore === true && (
        <button type="button" className="quiet" onClick={() => void search(found)}>
          Show more
        </button>
      )}
    </>
  );
};

const RoomRow = ({ room, onPress }: { readonly room: Found; readonly onPress: () => void }): ReactElement => {
  const { id, name, description, memberCount, isMember, requireApproval } = room;
  const about = description === null ? '' : ` · ${description}`;
  return (
    <li className="member">
      <Avatar id={id} name={name} />
      <div className="member-text">
        <span className="person-name" dir="auto">
          {name}
        </span>
        <span className="muted" dir="auto">{`${memberCount} ${memberCount === 1 ? 'member' : 'members'}${about}`}</span>
      </div>
      <button type="button" className="primary small" onClick={onPress}>
        {isMember ? 'Open' : requireApproval ? 'Ask to join' : 'Join'}
        <HiddenText>{` ${name}`}</HiddenText>
      </button>
    </li>
  );
};
