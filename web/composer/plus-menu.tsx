import { useRef } from 'react';
import type { ReactElement } from 'react';
import type { UploadRules } from '../../client/core/index.ts';
import { typesTaken } from '../files/rules-in-words.ts';
import { Icon } from '../parts/icon.tsx';
import type { IconName } from '../parts/icon.tsx';
import { MenuButton } from '../parts/menu.tsx';
import type { MenuItem } from '../parts/menu.tsx';
import type { Anonymity, Composed } from './writing.ts';

export interface PlusMenuProps {
  readonly rules: UploadRules | undefined;
  readonly onStage: (files: readonly File[]) => void;
  readonly onCompose: (composed: Composed) => void;
  readonly anonymity: Anonymity;
}

const entry = (icon: IconName, label: string, press: () => void): MenuItem => ({
  label,
  press,
  content: (
    <>
      <Icon name={icon} />
      {label}
    </>
  ),
});

/** What can be sent besides text. */
export const PlusMenu = ({ rules, onStage, onCompose, anonymity }: PlusMenuProps): ReactElement => {
  const input = useRef<HTMLInputElement>(null);
  const items = (): readonly MenuItem[] => [
    ...(rules === undefined ? [] : [entry('clip', 'Files with a description', () => input.current?.click())]),
    entry('code', 'Code', () => onCompose({ kind: 'code', language: 'JAVASCRIPT', source: '' })),
    entry('formula', 'Formula', () => onCompose({ kind: 'formula', tex: '' })),
    entry('poll', 'Poll', () => onCompose({ kind: 'poll' })),
    entry('place', 'Location', () => onCompose({ kind: 'location' })),
    ...(anonymity === undefined
      ? []
      : [
          entry('people', anonymity.isOn ? 'Write under my own name' : 'Write anonymously', () =>
            anonymity.set(!anonymity.isOn),
          ),
        ]),
  ];
  return (
    <>
      <MenuButton className="icon-button plus" label="Add to the message" menuLabel="What to add" items={items}>
        <Icon name="plus" />
      </MenuButton>
      {rules !== undefined && (
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label="Files to describe"
          accept={typesTaken(rules).join(',')}
          onChange={({ currentTarget }) => {
            onStage([...(currentTarget.files ?? [])]);
            currentTarget.value = '';
          }}
        />
      )}
    </>
  );
};
