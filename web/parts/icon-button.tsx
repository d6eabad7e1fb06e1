import type { ComponentProps, ReactElement } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'type'> {
  readonly icon: IconName;
  /** What it does, for those who see no icon, and shown to a mouse that waits. */
  readonly label: string;
}

export const IconButton = ({ icon, label, className = '', ...rest }: IconButtonProps): ReactElement => (
  <button type="button" className={`icon-button ${className}`.trim()} aria-label={label} title={label} {...rest}>
    <Icon name={icon} />
  </button>
);
