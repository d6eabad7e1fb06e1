import { useEffect, useRef } from 'react';
import type { ReactElement } from 'react';
import type { Mentionable } from '../content/text-parts.ts';
import { Avatar } from '../parts/avatar.tsx';

export interface MentionListProps {
  readonly id: string;
  readonly people: readonly Mentionable[];
  readonly active: number;
  readonly onPick: (person: Mentionable) => void;
}

/** Members to mention. The focus stays in the field, whose arrow keys move the choice. */
export const MentionList = ({ id, people, active, onPick }: MentionListProps): ReactElement => {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <ul ref={list} id={id} className="mention-list" role="listbox" aria-label="Members to mention">
      {people.map((person, at) => (
        <li
          key={person.userId}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === active}
          // A press must not take the focus from the field.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(person)}
        >
          <Avatar id={person.userId} name={person.name} />
          <span>{person.name}</span>
          {person.name !== person.userId && <span className="muted">{person.userId}</span>}
        </li>
      ))}
    </ul>
  );
};
