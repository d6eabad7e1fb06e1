import { useState } from 'react';
import type { ReactElement } from 'react';
import { Avatar } from '../parts/avatar.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { MenuButton } from '../parts/menu.tsx';
import { Notice } from '../parts/notice.tsx';
import { PresenceDot } from '../parts/presence-dot.tsx';
import { Field } from '../room/field.tsx';
import { Select } from '../room/select.tsx';
import { Switch } from '../room/switch.tsx';

const nothing = (): void => undefined;
const statuses = ['ONLINE', 'AWAY', 'BUSY', 'IN_CALL'] as const;

/** Every part that others are made of. */
export const SampleParts = (): ReactElement => {
  const [isOpen, setOpen] = useState(false);
  const [isOn, setOn] = useState(true);
  const [text, setText] = useState('Typed');
  const [choice, setChoice] = useState('one');
  return (
    <main className="gallery-parts">
      <h1>Parts</h1>
      <section aria-label="Buttons" className="gallery-row">
        <button type="button" className="primary" onClick={() => setOpen(true)}>
          Open a dialog
        </button>
        <button type="button" className="primary" disabled>
          Not now
        </button>
        <button type="button" className="primary" data-danger="true">
          Take away
        </button>
        <button type="button" className="quiet">
          Quiet
        </button>
        <button type="button" className="quiet outlined">
          Outlined
        </button>
        <button type="button" className="link">
          Link
        </button>
        <IconButton icon="bell" label="Bell" onClick={nothing} />
        <MenuButton
          menuLabel="A menu"
          label="Open a menu"
          className="icon-button"
          items={() => [
            { label: 'First', press: nothing },
            { label: 'Dangerous', press: nothing, danger: true },
          ]}
        >
          <Icon name="more" />
        </MenuButton>
      </section>
      <section aria-label="People" className="gallery-row">
        {statuses.map((status, at) => (
          <span key={status}>
            <Avatar id={`user-${at}`} name={status} />
            <PresenceDot presence={{ userId: 'x', status, note: null, lastSeenAt: null, expiresAt: null }} />
          </span>
        ))}
        <span className="badge">7</span>
      </section>
      <section aria-label="Fields" className="panel-form">
        <Field label="A text" value={text} onChange={setText} help="What to know about it." />
        <Field label="Several lines" value={text} onChange={setText} lines={3} />
        <Select
          label="One of a few"
          value={choice}
          options={[
            ['one', 'One'],
            ['two', 'Two'],
          ]}
          onChoose={setChoice}
        />
        <Switch label="On or off" help="What that means." isOn={isOn} onTurn={setOn} />
      </section>
      <section aria-label="Notices" className="gallery-row">
        <Notice kind="empty" title="Nothing yet" text="Begin with something." action={['Begin', nothing]} />
        <Notice kind="loading" title="Loading …" />
        <Notice kind="error" title="This did not load" text="Nobody answers." action={['Try again', nothing]} />
      </section>
      <section aria-label="Banners" className="gallery-row">
        <p className="problem">A name has at most 100 characters.</p>
        <p className="toast">Unable to remove Bob; only owners remove admins.</p>
      </section>
      {isOpen && (
        <Dialog title="A dialog" onClose={() => setOpen(false)}>
          <p>It keeps the focus, and gives it back.</p>
          <div className="dialog-actions">
            <button type="button" className="primary">
              Fine
            </button>
          </div>
        </Dialog>
      )}
    </main>
  );
};
