import type { ReactElement } from 'react';
import { Icon } from './icon.tsx';

export interface NoticeProps {
  readonly kind: 'empty' | 'loading' | 'error';
  readonly title: string;
  readonly text?: string | undefined;
  readonly action?: readonly [label: string, press: () => void];
}

/** What stands where content would: none yet, on its way, or out of reach. */
export const Notice = ({ kind, title, text, action }: NoticeProps): ReactElement => (
  <div className="notice" data-kind={kind} role={kind === 'error' ? 'alert' : 'status'}>
    {kind === 'loading' ? <span className="spinner" /> : <Icon name={kind === 'error' ? 'warning' : 'chat'} />}
    <p className="notice-title">{title}</p>
    {text !== undefined && <p className="muted">{text}</p>}
    {action !== undefined && (
      <button type="button" className="primary" onClick={action[1]}>
        {action[0]}
      </button>
    )}
  </div>
);
