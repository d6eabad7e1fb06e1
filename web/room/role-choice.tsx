import type { ReactElement } from 'react';
import { outranks } from '../../client/core/index.ts';
import type { MemberRole } from '../../client/core/index.ts';
import { roles, wordOf } from './words.ts';

export interface RoleChoiceProps {
  readonly name: string;
  readonly role: MemberRole;
  readonly myRole: MemberRole;
  readonly onChoose: (role: MemberRole) => void;
}

/** Offers the roles that this user may give: only owners make owners and admins. */
export const RoleChoice = ({ name, role, myRole, onChoose }: RoleChoiceProps): ReactElement => {
  const offered = roles.filter((each) => each === role || myRole === 'OWNER' || outranks(myRole, each));
  return (
    <select
      className="role"
      aria-label={`Role of ${name}`}
      value={role}
      onChange={({ target }) => {
        const chosen = roles.find((each) => each === target.value);
        if (chosen !== undefined) onChoose(chosen);
      }}
    >
      {offered.map((each) => (
        <option key={each} value={each}>
          {wordOf(each)}
        </option>
      ))}
    </select>
  );
};
