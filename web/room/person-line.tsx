import type { ReactElement, ReactNode } from 'react';
import { Avatar } from '../parts/avatar.tsx';
import { useNameOf } from '../use-name-of.ts';

export interface PersonLineProps {
  readonly userId: string;
  readonly about: readonly string[];
  /** What can be done about them. */
  readonly children?: ReactNode;
}

/** A person in a list, with what is known of them there. */
export const PersonLine = ({ userId, about, children }: PersonLineProps): ReactElement => {
  const nameOf = useNameOf();
  return (
    <li className="member" data-person={userId}>
      <Avatar id={userId} name={nameOf(userId)} />
      <div className="member-text">
        <span className="person-name" dir="auto">
          {nameOf(userId)}
        </span>
        {about.map((line) => (
          <span key={line} className="muted" dir="auto">
            {line}
          </span>
        ))}
        {children !== undefined && <div className="member-actions">{children}</div>}
      </div>
    </li>
  );
};

export interface PersonActionProps {
  readonly label: string;
  readonly userId: string;
  readonly press: () => unknown;
}

/** Says whom it is about to those who do not see where it stands. */
export const PersonAction = ({ label, userId, press }: PersonActionProps): ReactElement => {
  const nameOf = useNameOf();
  return (
    <button type="button" className="link" aria-label={`${label} ${nameOf(userId)}`} onClick={() => void press()}>
      {label}
    </button>
  );
};
