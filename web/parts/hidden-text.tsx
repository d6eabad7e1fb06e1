import type { ReactElement } from 'react';

/** A text for screen readers only. */
export const HiddenText = ({ children }: { readonly children: string }): ReactElement => (
  <span className="visually-hidden">{children}</span>
);
