import { useDeferredValue, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import type { ChatClient } from '../../client/core/index.ts';
import { useChatClient, useValue } from '../../client/react/index.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Dialog, useCloseDialog } from '../parts/dialog.tsx';
import { focusFirst } from '../parts/focus-first.ts';
import { ToastProvider, useToast } from '../parts/toast.tsx';
import { bestOf, fitOf } from './matching.ts';
import { peerOf } from './peer.ts';
import { titleOf } from './title.ts';
import { useNameOf } from '../use-name-of.ts';

export interface SwitcherProps {
  readonly onOpen: (sessionId: string) => void;
  readonly onDiscover: () => void;
  readonly onClose: () => void;
}

/** Somewhere to go. */
interface Place {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly go: () => void | Promise<void>;
}

const mostShown = 12;
const typedMs = 250;

/** Goes to a conversation by a few letters of its name; to a public room, too. */
export const Switcher = (props: SwitcherProps): ReactElement => (
  <Dialog title="Go to" className="switcher" onClose={props.onClose}>
    <ToastProvider>
      <Places {...props} />
    </ToastProvider>
  </Dialog>
);

const Places = ({ onOpen, onDiscover }: SwitcherProps): ReactElement => {
  const client = useChatClient();
  const { attempt } = useToast();
  const close = useCloseDialog();
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const placesFor = usePlaces(text, onOpen, onDiscover);
  // A long list is drawn a little later than the letters.
  const asked = useDeferredValue(text);
  const places = placesFor(asked);
  const chosen = Math.min(at, places.length - 1);
  const go = (place: Place | undefined): void => {
    if (place === undefined) return;
    void attempt(async () => {
      await place.go();
    }).then((isDone) => {
      if (isDone) close();
    });
  };
  const pressed = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setAt((chosen + step + places.length) % Math.max(1, places.length));
    else if (event.key === 'Enter') {
      // Whoever is faster than the list means what they typed.
      const { value } = event.currentTarget;
      go(value === asked ? places[chosen] : placesFor(value)[0]);
    } else return;
    event.preventDefault();
  };
  // More of the list than was scrolled to may hold what is looked for.
  const { more, error } = useValue(client.sessions.state);
  const isMore = more === 'some' && error === undefined;
  useEffect(() => {
    if (asked !== '' && isMore) void client.sessions.loadMore();
  }, [client, asked, isMore]);
  return (
    <>
      <input
        ref={focusFirst}
        type="text"
        role="combobox"
        aria-label="Go to"
        aria-expanded="true"
        aria-controls={`${id}list`}
        aria-activedescendant={chosen < 0 ? undefined : `${id}${chosen}`}
        aria-autocomplete="list"
        autoComplete="off"
        dir="auto"
        placeholder="A name, or a few letters of it"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={pressed}
      />
      <ul className="places" id={`${id}list`} role="listbox" aria-label="Places">
        {places.map((place, index) => (
          <li
            key={place.id}
            id={`${id}${index}`}
            className="place"
            role="option"
            aria-selected={index === chosen}
            onClick={() => go(place)}
            onPointerMove={() => setAt(index)}
          >
            <Avatar id={place.id} name={place.name} />
            <span className="place-name" dir="auto">
              {place.name}
            </span>
            <span className="muted">{place.about}</span>
          </li>
        ))}
      </ul>
      <p className="muted" role="status">
        {places.length === 0 ? 'Nothing is called that.' : ''}
      </p>
    </>
  );
};

/** Where one can go by some letters; to public rooms once those were asked for by `text`. */
const usePlaces = (
  text: string,
  onOpen: (id: string) => void,
  onDiscover: () => void,
): ((asked: string) => readonly Place[]) => {
  const nameOf = useNameOf();
  const client = useChatClient();
  const { items } = useValue(client.sessions.state);
  const roomsFor = useRooms(text.trim());
  const own = items.map((session): Place => {
    const peer = peerOf(session, client.userId);
    const about = session.unreadCount > 0 ? `${session.unreadCount} unread` : '';
    return { id: session.id, name: titleOf(session, nameOf, peer), about, go: () => onOpen(session.id) };
  });
  const known = new Set(items.map(({ id }) => id));
  const discover = { id: 'discover', name: 'Find a room', about: 'all public rooms', go: onDiscover };
  return (asked) => {
    const others = roomsFor(asked.trim())
      .filter(({ id }) => !known.has(id))
      .map(({ id, name }): Place => {
        const enter = async (): Promise<void> => onOpen((await client.join(id)).id);
        return { id, name, about: 'public room', go: enter };
      });
    const named = bestOf([...own, discover], asked, ({ name }) => name);
    return [...named.slice(0, mostShown), ...others];
  };
};

type Found = Awaited<ReturnType<ChatClient['discover']>>['items'];

/** Public rooms that are called so, a moment after nothing more was typed. */
const useRooms = (text: string): ((asked: string) => Found) => {
  const client = useChatClient();
  const [found, setFound] = useState<{ readonly text: string; readonly rooms: Found }>({ text: '', rooms: [] });
  const searches = useRef(0);
  const search = useEffectEvent(async () => {
    const own = (searches.current += 1);
    const rooms = await client.discover({ text, limit: 5 }).then(
      ({ items }) => items,
      // The own conversations are there without.
      () => [],
    );
    // An answer that was overtaken is of no use.
    if (own === searches.current) setFound({ text, rooms });
  });
  useEffect(() => {
    if (text === '') return undefined;
    const timer = setTimeout(() => void search(), typedMs);
    return () => clearTimeout(timer);
  }, [text]);
  // Until the next answer, those of the last stay that fit: they were found by their names, or by tags.
  return (asked) => {
    if (asked === '') return [];
    return asked === found.text ? found.rooms : found.rooms.filter(({ name }) => fitOf(asked, name) !== undefined);
  };
};
