import type { ReactElement } from 'react';
import { Avatar } from '../parts/avatar.tsx';
import { demoPeople } from '../people.ts';
import type { Person } from '../people.ts';

/** Who do you want to be in this tab? */
export const SignIn = ({ onChoose }: { readonly onChoose: (person: Person) => void }): ReactElement => (
  <main className="sign-in">
    <div className="sign-in-card">
      <p className="brand">Parley</p>
      <h1>Who are you today?</h1>
      <p className="muted">
        Open a second tab as somebody else to talk to yourself. Each tab remembers its own person.
      </p>
      <ul className="people" role="list">
        {demoPeople.map((person) => (
          <li key={person.userId}>
            <button type="button" className="person" data-user={person.userId} onClick={() => onChoose(person)}>
              <Avatar id={person.userId} name={person.name} />
              <span className="person-text">
                <span className="person-name">{person.name}</span>
                <span className="muted">{person.role}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  </main>
);
